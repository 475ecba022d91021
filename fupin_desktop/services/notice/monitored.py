"""Who stands on the notices of 防止返贫监测: found, identified, safe enough, and removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from fupin_desktop.db import notice as lists
from fupin_desktop.domain.codes import Removal
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.income import above
from fupin_desktop.domain.procedure import Numbers, RoadKind
from fupin_desktop.domain.procedure.monitoring import months_between
from fupin_desktop.domain.terms import numeral
from fupin_desktop.domain.values import show_day
from fupin_desktop.services import assessment
from fupin_desktop.services.notice import turns
from fupin_desktop.services.notice.candidate import (
    Candidate,
    Looking,
    candidate,
    income_words,
    people_of,
)

_NO_LINE = "本年度没有设置监测范围，没有比较收入，请核对收入后再张贴"
Judge = Callable[[Monitoring], tuple[list[str], bool]]


def found(look: Looking) -> Iterator[Candidate]:
    """Who was found and is not yet identified as 监测对象."""

    def fit(episode: Monitoring) -> tuple[list[str], bool]:
        assert episode.found_on is not None
        return [f"{show_day(episode.found_on)}发现", _kind(episode)], episode.kind is not None

    pairs = lists.proposed(look.unit, look.on, look.village)
    return turns.by_record(look, RoadKind.MONITORING, _episodes(look, pairs, fit), turns.voted("compared"))


def _kind(episode: Monitoring) -> str:
    return episode.kind.label if episode.kind else "监测对象类别未填写"


def _episodes(look: Looking, pairs: Mapping[int, int], fit: Judge) -> Iterator[Candidate]:
    people = people_of(look.unit, list(pairs), look.on)
    households = look.unit.households.some(pairs)
    episodes = look.unit.monitorings.some(pairs.values())
    for id, record in pairs.items():
        reasons, ticked = fit(episodes[record])
        yield candidate(households[id], people, reasons, ticked=ticked, record=record)


def identified(look: Looking) -> Iterator[Candidate]:
    """Who was identified this year and is still at risk; whoever is only found waits for the county."""

    def fit(episode: Monitoring) -> tuple[list[str], bool]:
        assert episode.identified_on is not None
        reasons = [f"{show_day(episode.identified_on)}认定", _kind(episode)]
        return reasons, episode.kind is not None and episode.identified_on.year == look.year

    yield from _episodes(look, _at_risk(look), fit)
    pairs = lists.proposed(look.unit, look.on, look.village)
    waiting = _episodes(look, pairs, lambda episode: ([_kind(episode)], False))
    for each in turns.by_record(look, RoadKind.MONITORING, waiting, turns.approved):
        yield each if each.ticked else _waiting(each)


def _waiting(each: Candidate) -> Candidate:
    return replace(each, reasons=(*each.reasons, "还没有登记识别监测时间"), ticked=False)


def _at_risk(look: Looking) -> dict[int, int]:
    """The identified episodes whose risk is not removed on the day."""
    pairs = lists.identified(look.unit, look.on, look.village)
    episodes = look.unit.monitorings.some(pairs.values())
    return {id: record for id, record in pairs.items() if not episodes[record].removed_by(look.on)}


def safe(look: Looking) -> Iterator[Candidate]:
    """Whose removal was voted on; of the others, who by the data may have it."""
    return turns.by_record(look, RoadKind.REMOVAL, _safe(look), turns.voted("verified"))


def _safe(look: Looking) -> Iterator[Candidate]:
    """Who is monitored for half a year and earns more than the 监测范围; households that cannot work stay."""
    pairs = _at_risk(look)
    ids = list(pairs)
    people = people_of(look.unit, ids, look.on)
    episodes = look.unit.monitorings.some(pairs.values())
    months = Numbers(look.unit.procedure_numbers.all()).whole("removal.months", look.year)
    for facts in assessment.facts(look.unit, ids, look.on, look.risk_lines):
        assert facts.household.id is not None
        episode = episodes[pairs[facts.household.id]]
        assert episode.identified_on is not None
        against = _against(episode, look.on, months)
        line = facts.line is not None
        reasons = [
            f"{show_day(episode.identified_on)}认定",
            _kind(episode),
            *([income_words(facts)] if line else []),
            *against,
        ]
        poor = line and above(facts.income, facts.line) != 1
        yield candidate(
            facts.household,
            people,
            reasons,
            ticked=not against and not poor,
            record=episode.id,
            note="" if line else _NO_LINE,
        )


def _against(episode: Monitoring, on: date, months: int) -> list[str]:
    """What speaks against calling the risk removed, besides the income."""
    assert episode.identified_on is not None
    said = []
    if months_between(episode.identified_on, on) < months:
        said.append(f"认定不满{numeral(months)}个月")
    if episode.no_labour:
        said.append("整户无劳动能力兜底保障户，暂不标注风险消除")
    if episode.kind is None:
        said.append("请先填写监测对象类别")
    return said


def removed(look: Looking) -> Iterator[Candidate]:
    """Whose risk was removed this year by help; whoever is still at risk is offered, not proposed."""
    pairs = lists.identified(look.unit, look.on, look.village)

    def fit(episode: Monitoring) -> tuple[list[str], bool]:
        if not episode.removed_by(look.on):
            return [_kind(episode), "风险还没有消除"], False
        if episode.removed_on is None:
            return [_kind(episode), "没有登记消除监测时间"], False
        if episode.removal is Removal.NATURAL:
            return [f"{show_day(episode.removed_on)}自然消除，请核对要不要公告"], False
        return [f"{show_day(episode.removed_on)}消除风险"], episode.removed_on.year == look.year

    known = list(_episodes(look, pairs, fit))
    others = [each for each in known if not each.ticked]
    going = {each.record_id: each for each in turns.by_record(look, RoadKind.REMOVAL, others, turns.approved)}
    yield from (going.get(each.record_id, each) for each in known)

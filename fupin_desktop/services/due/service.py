"""What is due on a day, the office's rules of it, and its own reminders."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.due import RULES, Due, DueRule, DueSetting, Reminder, due_rule
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.values import show_day
from fupin_desktop.services.settings import OfficeSettings
from fupin_desktop.services.tasks import NOBODY, Watch, quiet


@dataclass(frozen=True, slots=True)
class RuleNow:
    """A rule as the office has it; ``setting`` is what the office decided about it, if anything."""

    rule: DueRule
    setting: DueSetting | None = None


class Duties:
    """Finds what is due, keeps reminders and what the office decides about the rules."""

    def __init__(self, store: Store, settings: OfficeSettings) -> None:
        self._store, self._settings = store, settings

    # looking

    def all(
        self,
        on: date,
        *,
        village: str | None = None,
        person: str | None = None,
        kinds: Collection[str] = (),
        watch: Watch = NOBODY,
    ) -> list[Due]:
        """Everything that is due, by last day, village and rule. Raises Trouble for a village that the office does not have.

        ``person``: only what has this name in 责任人; ``kinds``: only these kinds (``DueKind`` values), all when empty.
        """
        from fupin_desktop.services.due.looking import Look, everything

        facts = self._settings.facts()
        if village is not None and village not in {each.name for each in self._settings.villages()}:
            raise Trouble(f"没有名为“{village}”的行政村，请检查村名")
        with quiet(), self._store.read() as unit:
            rules = {
                each.rule.key: each.rule
                for each in _rules(unit, on.year)
                if each.rule.on and (not kinds or each.rule.kind.value in kinds)
            }
            found = everything(Look(unit, on, village, rules, facts), watch)
        return [each for each in found if person in each.person] if person else found

    def last_day(self) -> date | None:
        """The newest day that the register speaks of; an invented township is looked at as of that day."""
        with self._store.read() as unit:
            return unit.last_day()

    def villages(self) -> list[str]:
        """The villages in the office's order."""
        return [each.name for each in self._settings.villages()]

    # rules

    def rules(self, year: int) -> list[RuleNow]:
        """Every rule as the office has it in a year."""
        with self._store.read() as unit:
            return _rules(unit, year)

    def set_rule(
        self,
        key: str,
        *,
        on: bool | None = None,
        days: int | None = None,
        working: bool | None = None,
        source: str = "",
    ) -> DueSetting:
        """Decide about a rule; what is None stays as it is. Raises Trouble for an unknown rule, Refused for impossible days."""
        rule = due_rule(key)
        if days is not None and (rule.number or rule.days is None):
            where = "请在“程序”的参数里改" if rule.number else "它的最后一天就是登记的日期"
            raise Refused([Problem("days", f"“{rule.label}”的天数不能在这里改，{where}")])
        with self._store.write(f"修改催办规则：{rule.label}") as unit:
            kept = unit.due_settings.find(rule=key) or DueSetting(rule=key, on=rule.on)
            new = dataclasses.replace(
                kept,
                on=kept.on if on is None else on,
                days=kept.days if days is None else days,
                working=kept.working if working is None else working,
                source=source or kept.source,
            )
            if wrong := list(problems(DueSetting, as_values(new))):
                raise Refused(wrong)
            return unit.due_settings.save(new)

    def forget_rule(self, key: str) -> None:
        """Let a rule be as it comes with the program."""
        with self._store.write(f"恢复催办规则：{due_rule(key).label}") as unit:
            if kept := unit.due_settings.find(rule=key):
                unit.due_settings.remove(kept)

    # reminders

    def reminders(self, *, household: int | None = None, open_only: bool = True) -> list[Reminder]:
        """Own reminders by their day; of one household when it is given."""
        equal = {} if household is None else {"household_id": household}
        with self._store.read() as unit:
            kept = unit.reminders.all(rule="", order=("on", "id"), **equal)
        return [each for each in kept if each.done_on is None or not open_only]

    def reminder(self, id: int) -> Reminder:
        """One reminder. Raises Refused when there is none of that number."""
        with self._store.read() as unit:
            return _reminder(unit, id)

    def remind(self, reminder: Reminder) -> Reminder:
        """Keep a reminder. A day that is past is kept too, it is overdue at once. Raises Refused."""
        wrong = list(problems(Reminder, as_values(reminder)))
        if reminder.village and reminder.village not in self.villages():
            wrong.append(Problem("village", f"没有名为“{reminder.village}”的行政村，请检查村名"))
        if wrong:
            raise Refused(wrong)
        verb = "新增" if reminder.id is None else "修改"
        with self._store.write(f"{verb}提醒：{reminder.said}"[:200]) as unit:
            return unit.reminders.save(reminder)

    def finish(self, reminder: int, on: date, outcome: str = "") -> Reminder:
        """A reminder is done. Raises Refused when it was done already."""
        with self._store.read() as unit:
            kept = _reminder(unit, reminder)
        if kept.done_on is not None:
            raise Refused(
                [Problem("done_on", f"提醒“{kept.said}”已在{show_day(kept.done_on)}办结，不必再记")]
            )
        with self._store.write(f"办结提醒：{kept.said}"[:200]) as unit:
            return unit.reminders.save(dataclasses.replace(kept, done_on=on, outcome=outcome))

    def tick(self, items: Sequence[Due], on: date, outcome: str = "") -> int:
        """Tick what the clerk knows to be done: own reminders, reports, meetings. One act; gives how many.

        Raises Refused for something that is done where it is registered (a measure, a step, a notice).
        """
        elsewhere = [each for each in items if each.rule != "flag.own" and not each.period]
        if elsewhere:
            where = {each: word for each, word in _WHERE.items()}[elsewhere[0].kind.value]
            raise Refused(
                [Problem("rule", f"“{elsewhere[0].text}”不能在这里打勾，{where}登记以后会自己消失")]
            )
        if not items:
            return 0
        label = items[0].text if len(items) == 1 else f"{len(items)}项"
        with self._store.write(f"办结催办：{label}"[:200]) as unit:
            for each in items:
                _tick(unit, each, on, outcome)
        return len(items)


_WHERE = {
    "report": "在“对表”里", "notice": "在“公示”里", "step": "在“程序”里", "measure": "在“一户一策”里", "visit": "在“走访”里",
    "flag": "在“农户”或“体检”里",
}  # fmt: skip


def _tick(unit: Unit, item: Due, on: date, outcome: str) -> None:
    if item.rule == "flag.own":
        kept = unit.reminders.get(item.record or 0)
        unit.reminders.save(dataclasses.replace(kept, done_on=on, outcome=outcome))
        return
    unit.reminders.save(
        Reminder(
            household_id=item.household, village=item.village, on=item.due, said=item.text[:200], person=item.person[:40],
            done_on=on, outcome=outcome, rule=item.rule, period=item.period,
        )
    )  # fmt: skip


def _reminder(unit: Unit, id: int) -> Reminder:
    kept = unit.reminders.some([id]).get(id)
    if kept is None or kept.rule:
        raise Refused([Problem("id", f"没有编号为{id}的提醒，请用“remind list”看编号")])
    return kept


def _rules(unit: Unit, year: int) -> list[RuleNow]:
    from fupin_desktop.domain.procedure.numbers import Numbers

    settings: Mapping[str, DueSetting] = {each.rule: each for each in unit.due_settings.all()}
    numbers = Numbers(unit.procedure_numbers.all())
    found = []
    for each in RULES.values():
        rule = each
        if rule.number:
            days = numbers.days(rule.number, year)
            source = numbers.source(rule.number, year)
            rule = dataclasses.replace(rule, days=days.count, working=days.working, source=source)
        if rule.last_year is not None and year > rule.last_year:
            rule = dataclasses.replace(rule, on=False)
        found.append(RuleNow(rule.as_wanted(settings.get(rule.key)), settings.get(rule.key)))
    return found

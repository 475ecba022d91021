"""家庭变动登记表 of each village in which something changed in a period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.values import Unreadable, read_day
from fupin_desktop.services.life.listing import event_lines
from fupin_desktop.services.paper.forms.household import issuer
from fupin_desktop.services.paper.options import Options
from fupin_desktop.services.paper.source import Asked, Paper, Source

OPTIONS = {"from": "从哪一天起", "to": "到哪一天止"}


def make(asked: Asked, source: Source) -> Iterator[Paper]:
    """A table of each village; without days: of the month of the paper's day. Raises Refused where nothing changed."""
    from fupin_desktop.reports.forms.change import build

    options, sender = Options(asked, OPTIONS), issuer(source)
    first = _day(options, "from", asked.on.replace(day=1))
    last = _day(options, "to", asked.on)
    if first > last:
        raise Refused([Problem("from", f"开始日期{first}晚于结束日期{last}，请核对日期")])
    found = False
    for village in asked.villages or tuple(source.villages):
        source.village(village)
        with source.store.read() as unit:
            lines = event_lines(unit, since=first, until=last, village=village)
        if not lines:
            continue
        found = True
        document = build(village, lines, (first, last), sender, asked.on, asked.paper)
        yield Paper(name=document.title, documents=(document,), village=village)
    if not found:
        raise Refused([Problem("from", f"{first}到{last}没有登记家庭变动，没有生成文件；请换一段时间")])


def _day(options: Options, name: str, default: date) -> date:
    said = options.text(name)
    if not said:
        return default
    try:
        return read_day(said)
    except Unreadable as wrong:
        raise Refused([Problem(name, f"{OPTIONS[name]}{wrong}")]) from None

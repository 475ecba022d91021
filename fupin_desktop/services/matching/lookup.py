"""查一批: names and numbers pasted from a chat or a list, answered in the pasted order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from fupin_desktop.db import matching as stored
from fupin_desktop.db.store import Store
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem
from fupin_desktop.domain.id_number import Kind, hide_numbers, mask_number, read_id_number
from fupin_desktop.domain.values import clean_name
from fupin_desktop.services.matching.known import Home, Known, Register, homes, plain_name
from fupin_desktop.services.matching.verdicts import NEAR, apart, fits_mask

MOST_LINES = 20_000
MOST_NAMESAKES = 30
LONGEST_SAID = 20
UNCLEAR = "看不出是谁，请写姓名、18位证件号码或号码后四位"
_WORDS = re.compile(
    "姓名|名字|身份证|身份证号|身份证号码|证件号码|电话|联系电话|手机|手机号|手机号码|户主|户主姓名|序号|编号|备注|地址|性别|男|女|行政村|村名|"
    "尾号|后四位|查一下|帮查|麻烦查|请查|谢谢|收到|好的|以下|人员|名单|贫困户|脱贫户|低保|低保户|配偶|之子|之女|.{1,5}族"
).fullmatch
"""What stands beside names on such lists, and is none."""
_number = re.compile(r"(?<![0-9A-Za-z])G?[1-9][0-9*●×Xx]{14,21}(?![0-9])")
_spaced = re.compile(r"(?<=[0-9])[ \u3000\u00a0-](?=[0-9Xx*])")
_tail = re.compile(r"(?<![0-9A-Za-z*])[0-9]{3}[0-9Xx](?![0-9A-Za-z*年月日号村组户元.])")
_phone = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)")
_figures = re.compile(r"(?<![0-9A-Za-z])[0-9]{5,17}[0-9Xx]?(?![0-9A-Za-z年月日号村组户人元.])")
_leading = re.compile(r"^\s*(?:[（(]?\d{1,4}[)）]|\d{1,4}\s*[、.．:：,，)）]|[①-⑳•●·*-])\s*")
_chat = re.compile(r"^\s*[^\s:：]{1,20}[:：]\s*$|^\s*\d{4}[-年/]\d{1,2}.*\d{1,2}:\d\d.*$")
_han = re.compile(r"[\u3400-\u9fff]+(?:[·•．・‧][\u3400-\u9fff]+)*")


class State(StrEnum):
    """What came of one asked person; the values are what the lists say."""

    FOUND = "找到"
    NAMESAKE = "同名"
    NAME = "姓名不符"
    DOUBTFUL = "请核对"
    NOBODY = "查无"


class Asked(NamedTuple):
    """One person that a line asks for: the line as pasted, a name, a number, or the last four signs of one.

    A line with figures that are none of these has only itself, so that it is answered and not passed over.
    """

    line: int
    said: str
    name: str
    number: str
    tail: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the answer. ``order`` counts the asked; of namesakes each has a line of the same order."""

    order: int
    asked: Asked
    state: State
    person: Known | None
    home: Home | None
    why: str

    def cells(self, *, plain: bool = False) -> list[str]:
        """The line as a table shows it, under HEADS; ID numbers are hidden unless ``plain``."""
        person, home = self.person, self.home
        number = person.id_number if person else self.asked.number
        shown = number if plain else mask_number(number)
        first = [str(self.order), self._said(plain=plain), str(self.state)]
        if person is None or home is None:
            return [*first, *[""] * 7, self.why, "", "", shown, ""]
        return [
            *first, person.name, home.village, home.group, home.head, home.kind, home.status, home.lifted_year, self.why,
            person.relation_label, home.number, shown, self._gone,
        ]  # fmt: skip

    def _said(self, *, plain: bool) -> str:
        """Whom was asked for, so that nobody wonders which line an answer is for: a name, else number or line."""
        asked = self.asked
        if asked.name or self.person:
            return asked.name or (self.person.name if self.person else "")
        if asked.number:
            return asked.number if plain else mask_number(asked.number)
        return asked.tail or (asked.said if plain else hide_numbers(asked.said))[:LONGEST_SAID]

    @property
    def _gone(self) -> str:
        assert self.person
        assert self.home
        return self.person.left or (f"{self.home.ended_on}整户销号" if self.home.ended_on else "")


HEADS = (
    "序号", "查询", "结果", "姓名", "行政村", "组", "户主", "类别", "脱贫标志", "脱贫年度", "说明", "与户主关系", "户编号", "证件号码",
    "减少登记",
)  # fmt: skip
KEYS = (
    "order", "asked", "state", "name", "village", "group", "head", "kind", "status", "lifted_year", "why", "relation",
    "household", "id_number", "left",
)  # fmt: skip
"""What the command line calls the columns."""
WIDTHS = (5, 12, 9, 12, 10, 8, 10, 14, 10, 9, 30, 10, 14, 20, 14)
CODES = frozenset({12, 13})


def look_up(store: Store, text: str) -> list[Answer]:
    """Find everybody that a text asks for. Raises Refused for a text that asks for nobody or is too long."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise Refused(
            [Problem("text", f"一次最多查{MOST_LINES}行，这里有{len(lines)}行，请分几次，或用“名单比对”")]
        )
    with store.read() as unit:
        if not stored.anybody(unit):
            raise Trouble("本办还没有一个人的数据，没法查；请先在“导入”里导入国扶导出表")
        register = Register.of(unit)
        every = list(asked(lines, register.by_name))
        if not every:
            raise Refused([Problem("text", "没有看到姓名或证件号码，请每行写一个人，姓名、号码或两样都写")])
        tails = _tails(register) if any(each.tail and not each.name for each in every) else {}
        found = [(each, *_find(each, register, tails)) for each in every]
        known = homes(unit, (person.household_id for _, _, people, _ in found for person in people))
    return [
        Answer(order, each, state, person, known.get(person.household_id) if person else None, why)
        for order, (each, state, people, why) in enumerate(found, 1)
        for person in (*people, *(() if people else (None,)))
    ]


def text_of(path: Path) -> str:
    """The words of a text file, whatever its encoding. Raises Trouble when it cannot be read."""
    from fupin_desktop.exchange.content import reading
    from fupin_desktop.exchange.text_table import open_text

    with reading(path.name):
        return path.read_text(open_text(path, path.name).encoding)


def asked(lines: Iterable[str], names: dict[str, list[Known]]) -> Iterator[Asked]:
    """Whom each line asks for; a line may name several. ``names`` are the names the office knows."""
    for place, line in enumerate(lines, 1):
        if not line.strip() or _chat.match(line):
            continue
        yield from _line(place, line.strip(), names)


def _line(place: int, line: str, names: dict[str, list[Known]]) -> Iterator[Asked]:
    text = _leading.sub("", line)
    solid = _phone.sub(" ", _spaced.sub("", text.translate(_HALF)))
    numbers = list(_number.finditer(solid))
    if not numbers:
        bare = solid
        tails = list(dict.fromkeys(_tail.findall(bare)))
        people = _names(bare, names)
        if len(tails) == 1 and len(people) <= 1:
            yield Asked(place, line, people[0] if people else "", "", tails[0].upper())
            return
        if not people and _figures.search(bare):
            yield Asked(place, line, "", "", "")
        yield from (Asked(place, line, name, "", "") for name in people)
        return
    start = 0
    for number in numbers:
        before = _names(solid[start : number.start()], names)
        yield from (Asked(place, line, name, "", "") for name in before[:-1])
        name = before[-1] if before else ""
        if not name and number is numbers[-1]:
            after = _names(solid[number.end() :], names)
            name = after[0] if after else ""
        yield Asked(place, line, name, number[0].upper(), "")
        start = number.end()


_HALF = {wide: wide - 0xFEE0 for wide in range(0xFF10, 0xFF5B)}


def _names(text: str, names: dict[str, list[Known]]) -> list[str]:
    """The names in a text: those the office knows; without any the first word that could be one."""
    words = [clean_name(each) for each in _han.findall(_joined_dots(text))]
    known = list(dict.fromkeys(name for word in words for name in _known(word, names)))
    if known:
        return known
    free = [word for word in words if not _WORDS(word) and (2 <= len(word) <= 4 or "·" in word)]
    apart = [word for word in free if not word.endswith(("村", "组", "镇", "乡", "县", "社区"))]
    return apart if len(apart) == len(words) and len(apart) > 1 else apart[:1]


def _joined_dots(text: str) -> str:
    """阿依古丽 · 买买提 → 阿依古丽·买买提; 王 平 → 王平 where each word is one sign."""
    text = re.sub(r"\s*([·•．・‧])\s*", r"\1", text)
    return re.sub(
        r"(?<![\u3400-\u9fff])([\u3400-\u9fff])[ \u3000]+([\u3400-\u9fff])(?![\u3400-\u9fff])", r"\1\2", text
    )


def _known(word: str, names: dict[str, list[Known]]) -> Iterator[str]:
    """The name that a word is; from a longer run of words those that stand in it, the longest first."""
    if plain_name(word) in names:
        yield word
        return
    if len(word) <= 4 or "·" in word:
        return
    place = 0
    while place < len(word) - 1:
        length = next((size for size in (4, 3) if word[place : place + size] in names), 0)
        if length:
            yield word[place : place + length]
        place += length or 1


def _tails(register: Register) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for number, people in register.by_number.items():
        found.setdefault(number[-4:].upper(), []).extend(people)
    return found


Outcome = tuple[State, Sequence[Known], str]


def _find(each: Asked, register: Register, tails: dict[str, list[Known]]) -> Outcome:
    if each.number:
        return _by_number(each, register)
    if each.tail:
        people = register.named(each.name) if each.name else tails.get(each.tail, ())
        fits = [person for person in people if person.id_number.upper().endswith(each.tail)]
        if fits or not each.name:
            return _among(fits, f"证件号码尾号{each.tail}")
        return _doubtful(people, f"有同名的人，但证件号码尾号不是{each.tail}")
    return _among(register.named(each.name), "") if each.name else (State.NOBODY, (), UNCLEAR)


def _by_number(each: Asked, register: Register) -> Outcome:
    read = read_id_number(each.number)
    named = register.named(each.name)
    if read.kind is Kind.MASKED:
        fits = [person for person in named if fits_mask(read.text, person.id_number)]
        return (
            _among(fits, "号码被遮盖，按姓名和露出的数字找到")
            if fits
            else _doubtful(named, "露出的数字与同名的人不符")
        )
    same = register.by_number.get(read.number18 or read.text, [])
    if same:
        if each.name and all(plain_name(each.name) != plain_name(person.name) for person in same):
            return State.NAME, same, f"号码是{'、'.join(person.name for person in same)}的"
        return _among(same, "")
    near = [person for person in named if apart(read.number18 or read.text, person.id_number) <= NEAR]
    wrong = "；".join(read.problems)
    return _doubtful(near or named, wrong or ("同名的人号码相近" if near else "有同名的人，但号码不同"))


def _among(people: Sequence[Known], why: str) -> Outcome:
    if not people:
        return State.NOBODY, (), why
    if len(people) == 1:
        return State.FOUND, people, why
    more = f"，只列前{MOST_NAMESAKES}人" if len(people) > MOST_NAMESAKES else ""
    return (
        State.NAMESAKE,
        people[:MOST_NAMESAKES],
        f"同名{len(people)}人{more}" if not why else f"{why}：{len(people)}人",
    )


def _doubtful(people: Sequence[Known], why: str) -> Outcome:
    return (
        (State.DOUBTFUL, people[:MOST_NAMESAKES], why)
        if people
        else (State.NOBODY, (), why if "位" in why else "")
    )


def as_text(answers: Sequence[Answer], *, plain: bool = False) -> str:
    """The answer for the clipboard, tab separated, with the headings."""
    return "\n".join("\t".join(cells) for cells in (HEADS, *(each.cells(plain=plain) for each in answers)))


def sentence(answers: Sequence[Answer]) -> str:
    """How it went, counted by the asked: 共查8人：找到5人，同名1人，查无2人."""
    first: dict[int, State] = {}
    for each in answers:
        first.setdefault(each.order, each.state)
    counts = {state: list(first.values()).count(state) for state in State}
    told = "，".join(f"{state}{count}人" for state, count in counts.items() if count)
    return f"共查{len(first)}人：{told}"

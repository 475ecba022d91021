"""What a column that nobody knows may be: by names like its heading, and by what its values look like."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from fupin_desktop.domain.fields import Field, Kind
from fupin_desktop.domain.id_number import read_plain
from fupin_desktop.domain.values import Cell, Unreadable
from fupin_desktop.exchange.cells import Bad, Column
from fupin_desktop.exchange.headings import normal
from fupin_desktop.exchange.layouts import HEAD_ID, MEASURES, fields, vocabulary

MOST = 3
LIKE = 0.62
"""Below this likeness two names are not called alike."""
LIKE_OF_FLAGS = 0.45
_YES_NO = frozenset({"是", "否"})
MOSTLY = 0.8
_SEEN = 5  # values that are enough to say what a column of codes is

_NAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
    "牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄"
    "丛仲虞敖巩明佘池查麻苑迟邝阿买艾依努古热木吐尼"
)
_name = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]+·[\u3400-\u9fff·]+").fullmatch
_mobile = re.compile(r"1[3-9]\d{9}").fullmatch
_long_number = re.compile(r"\d{8,20}").fullmatch
_group = re.compile(
    r"第?[0-9一二三四五六七八九十]{1,3}(?:村民)?(?:小)?组|.{1,6}(?:屯|湾|寨|坪|沟|组)"
).fullmatch
_village = re.compile(r".{1,10}(?:村|社区|嘎查|居委会|村委会)").fullmatch


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column may be: the key of a field, how sure that is (0 to 1), and why, for the clerk to read."""

    key: str
    score: float
    reason: str

    @property
    def label(self) -> str:
        return _label(self.key)


def proposals(
    heading: str, values: Sequence[Cell], villages: Collection[str] = (), taken: Collection[str] = ()
) -> tuple[Proposal, ...]:
    """Up to three fields that a column may be, the likeliest first. ``values`` are its first cells without blanks;
    fields in ``taken`` have a column already."""
    texts = [_text(cell) for cell in values]
    found: dict[str, Proposal] = {}
    for each in (*_by_values(texts, villages), *_by_name(heading, bool(texts) and set(texts) <= _YES_NO)):
        if each.key in taken or not _fits(each.key, values):
            continue
        other = found.get(each.key)
        found[each.key] = (
            Proposal(each.key, min(1.0, max(other.score, each.score) + 0.1), f"{each.reason}；{other.reason}")
            if other
            else each
        )
    return tuple(sorted(found.values(), key=lambda each: -each.score)[:MOST])


def has_people(columns: Sequence[Sequence[Cell]]) -> bool:
    """Is there a column of people's names or of ID numbers?"""
    every = [[_text(cell) for cell in column] for column in columns]
    return any(
        _share(texts, _is_id) >= MOSTLY or _share(texts, _is_name) >= MOSTLY for texts in every if texts
    )


def _text(cell: Cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _share(texts: Sequence[str], test: Callable[[str], object]) -> float:
    return sum(1 for each in texts if test(each)) / len(texts) if texts else 0.0


def _is_id(text: str) -> bool:
    tidy = re.sub(r"\s", "", text).upper()[:18]
    return read_plain(tidy) is not None or bool(re.fullmatch(r"[1-9]\d{5}\*{6,8}\d{3}[0-9X]", tidy))


def _is_name(text: str) -> bool:
    tidy = text.replace(" ", "").replace("　", "")
    return bool(_name(tidy)) and (tidy[0] in _NAMES or "·" in tidy) and not _village(tidy)


def _by_values(texts: Sequence[str], villages: Collection[str]) -> Iterator[Proposal]:
    """What the values look like."""
    if not texts:
        return
    tests: tuple[tuple[str, str, float, Callable[[str], object]], ...] = (
        ("person.id_number", "像18位证件号码", 0.97, _is_id),
        ("household.village", "是本办的行政村", 0.95, lambda text: text in villages),
        ("household.village", "像村名", 0.7, _village),
        ("household.phone", "像手机号码", 0.75, _mobile),
        ("person.phone", "像手机号码", 0.7, _mobile),
        ("person.name", "像姓名", 0.85, _is_name),
        ("household.group", "像村民小组", 0.7, _group),
    )
    told: set[str] = set()
    for key, looks, sure, test in tests:
        if key not in told and (share := _share(texts, test)) >= MOSTLY:
            told.add(key)
            yield Proposal(key, sure * share, f"内容{looks}（{share:.0%}）")
    yield from _numbers_of_households(texts)
    yield from _by_codes(texts)


def _numbers_of_households(texts: Sequence[str]) -> Iterator[Proposal]:
    """Long numbers that stand in several rows below each other are a household's, others a person's."""
    if _share(texts, _long_number) < MOSTLY or _share(texts, _is_id) >= 0.5 or _share(texts, _mobile) >= 0.5:
        return
    if len(set(texts)) < len(texts):
        yield Proposal("household.number", 0.75, "内容是长编号，几行相同，像户编号")
    else:
        yield Proposal("person.number", 0.55, "内容是长编号，各行不同，像人编号")
        yield Proposal("household.number", 0.5, "内容是长编号，像户编号")


def _by_codes(texts: Sequence[str]) -> Iterator[Proposal]:
    """Columns whose words are those of one code list."""
    words = set(texts)
    if len(texts) < _SEEN or words <= _YES_NO or all(word.isdigit() for word in words):
        return
    for key, spec in fields().items():
        if spec.codes is None or not _all_read(spec, words):
            continue
        shown = "、".join(sorted(words)[:3])
        yield Proposal(key, 0.6 + min(len(words), 6) * 0.05, f"内容都是{spec.label}的写法（{shown}）")


def _all_read(spec: Field, words: Collection[str]) -> bool:
    try:
        for word in words:
            spec.read(word)
    except Unreadable:
        return False
    return True


def _by_name(heading: str, flags: bool) -> Iterator[Proposal]:
    """Fields whose name, or another name for it, is like the heading; less alike is enough where all cells say 是 or 否."""
    from rapidfuzz import fuzz

    asked = normal(heading.rpartition("/")[2]) or normal(heading)
    best: dict[str, tuple[float, str]] = {}
    for name, key in _names():
        score = fuzz.ratio(asked, name) / 100
        if len(name) > 1 and (name in asked or asked in name):
            score = max(score, 0.6 + 0.3 * min(len(name), len(asked)) / max(len(name), len(asked)))
        if score > best.get(key, (0.0, ""))[0]:
            best[key] = (score, name)
    for key, (score, name) in best.items():
        of_flag = flags and fields()[key.partition("#")[0]].kind is Kind.FLAG
        if of_flag and score >= LIKE_OF_FLAGS:
            yield Proposal(key, score, f"列名相近：{name}；内容都是“是/否”")
        elif score >= LIKE:
            yield Proposal(key, score * 0.95, f"列名相近：{name}")


@cache
def _names() -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, key) for name, key in vocabulary().items() if not re.fullmatch(r"[Aa][A-Za-z]{2}\d+", name)
    )


def _fits(key: str, values: Sequence[Cell]) -> bool:
    """Can at least half of the values be read as this field?"""
    if key in ("person.id_number", HEAD_ID):
        return not values or _share([_text(cell) for cell in values], _is_id) >= 0.5
    if key.startswith(MEASURES) or not values:
        return True
    spec = fields()[key.partition("#")[0]]
    if spec.kind is Kind.TEXT and not spec.checks:
        return not (
            key == "person.name"
            and _share([_text(cell) for cell in values], lambda text: text.isdigit()) > 0.5
        )
    read = Column(key, spec).read(list(values))
    return sum(1 for each in read if not isinstance(each, Bad)) * 2 >= len(read)


def _label(key: str) -> str:
    part, _, more = key.partition("#")
    spec = fields()[part].label
    return (
        f"{spec}{more}" if more.isdigit() else next((name for name, known in _names() if known == key), spec)
    )

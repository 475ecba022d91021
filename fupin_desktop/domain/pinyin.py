"""Search keys of a name in Latin letters: every living reading of its surname, full and as initials."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product

MOST = 8  # combinations of readings kept for one name

# A surname's own reading first, then what people type who do not know it.
_SURNAMES = """
单 shan dan|仇 qiu chou|解 xie jie|区 ou qu|查 zha cha|尉 wei yu|盖 ge gai|乐 yue le|翟 zhai di
洗 xian xi|曾 zeng ceng|朴 piao pu|覃 qin tan|缪 miao mou|种 chong zhong|员 yun yuan|繁 po fan
折 she zhe|召 shao zhao|宓 mi fu|黑 he hei|那 na nuo|沈 shen chen|贾 jia gu|晟 cheng sheng|柏 bai bo
薄 bo bao|牟 mou mu|长 chang zhang|车 che ju|重 chong zhong|都 du dou|盛 sheng cheng|俞 yu shu|佘 she yu
隗 wei kui|郗 xi chi|郇 xun huan|秘 bi mi|祭 zhai ji|褚 chu zhu|卜 bu|角 jue jiao|适 kuo shi
朝 chao zhao|莘 shen xin|谌 chen shen|阚 kan han|颉 xie jie|炅 gui jiong|能 nai neng|藏 zang cang
隽 juan jun|钭 tou dou|乜 nie mie|阿 a e|行 xing hang|强 qiang jiang|湛 zhan chen
"""
_COMPOUND = {
    "尉迟": (("yu", "wei"), ("chi",)),
    "单于": (("chan", "shan", "dan"), ("yu",)),
    "万俟": (("mo", "wan"), ("qi", "si")),
    "长孙": (("zhang", "chang"), ("sun",)),
    "澹台": (("tan", "dan"), ("tai",)),
    "宰父": (("zai",), ("fu",)),
}
_GIVEN = """
乐 le yue|长 chang zhang|重 chong zhong|行 xing hang|朝 chao zhao|晟 sheng cheng|茜 xi qian|曾 zeng ceng
盛 sheng cheng|传 chuan zhuan|藏 zang cang|省 sheng xing|朴 pu piao|娜 na nuo|隽 juan jun|柏 bai bo
薄 bo bao|莘 xin shen|强 qiang jiang|单 shan dan|解 jie xie|查 cha zha|尉 wei yu|覃 qin tan|缪 miao mou
参 shen can|都 du dou|仔 zi zai|祎 yi hui|率 shuai lv lu
"""


def _table(text: str) -> dict[str, tuple[str, ...]]:
    entries = (entry.split() for line in text.split("\n") for entry in line.split("|") if entry.strip())
    return {character: tuple(readings) for character, *readings in entries}


class _Readings(dict[str, tuple[str, ...]]):
    """The readings of characters, asked of pypinyin once for each."""

    def __missing__(self, character: str) -> tuple[str, ...]:
        self[character] = readings = _common_readings(character)
        return readings


_first = _Readings(_table(_SURNAMES))
_later = _Readings(_table(_GIVEN))


def _common_readings(character: str) -> tuple[str, ...]:
    if character.isascii():
        return (character.lower() if character.isalnum() else "",)
    from pypinyin import Style, pinyin  # a third of a second: only who searches or imports pays it

    said = pinyin(character, style=Style.NORMAL, errors="ignore")
    reading = said[0][0] if said else ""
    return (reading, reading.replace("v", "u")) if "v" in reading else (reading,)


@lru_cache(maxsize=65536)
def keys(name: str) -> str:
    """The keys by which a name is found: ``单雪`` → ``shanxue danxue sx dx``."""
    parts = name.split("·")
    if len(parts) == 1:
        return _keys(_rows(name))
    rows = [_rows(part) for part in parts if part]
    whole = [row for each in rows for row in each]
    return " ".join(_unique([_keys(whole), *(_keys(each) for each in rows[1:])]))


def initials(text: str) -> str:
    """The first letters of the common reading: ``月亮村`` → ``ylc``."""
    return "".join(readings[0][:1] for readings in _rows(text))


def sound(name: str) -> str:
    """How a name is read, its commonest reading, syllables apart: ``王晓明`` and ``王小明`` → ``wang xiao ming``."""
    return " ".join(row[0] for row in _rows(name) if row and row[0])


def _rows(name: str) -> list[tuple[str, ...]]:
    """For each character its readings; a compound surname has its own."""
    if name[:2] in _COMPOUND and len(name) > 2:
        return [*_COMPOUND[name[:2]], *(_later[character] for character in name[2:])]
    return [_later[character] if place else _first[character] for place, character in enumerate(name)]


def _keys(rows: list[tuple[str, ...]]) -> str:
    combinations = list(islice(product(*rows), MOST))
    full = ["".join(each) for each in combinations]
    short = ["".join([reading[:1] for reading in each]) for each in combinations]
    return " ".join(_unique([*full, *short]))


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))

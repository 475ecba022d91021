"""THIRD-PARTY.txt names everything that is not ours, with its licence and the whole text of it."""

from __future__ import annotations

import email
import re
import zipfile
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from installer import parts

FREE = {
    "0BSD", "Apache-2.0", "Bitstream-Vera", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CPL-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU",
    "OFL-1.1", "PSF-2.0", "ZPL-2.1", "Zlib", "bzip2-1.0.6", "libpng-2.0", "FTL", "Unlicense", "LicenseRef-Hanazono",
    "Python-2.0", "Python-2.0.1", "MPL-2.0", "BSL-1.0", "IJG",
}  # fmt: skip
COPYLEFT = {
    "pyside6-essentials": {"LGPL-3.0-only"},
    "shiboken6": {"LGPL-3.0-only"},
    "lxml": {"LGPL-2.1-or-later"},
    "FandolFang": {"GPL-3.0-or-later WITH Font-exception-2.0"},
    "GCC runtime": {"GPL-3.0-or-later WITH GCC-exception-3.1"},
}
"""The only parts under a licence that asks more than a notice: libraries that can be exchanged, a font and a runtime
with an exception for what they are put into."""
TERMS = {
    "MIT": "MIT",
    "BSD": "BSD-3-Clause",
    "Apache": "Apache-2.0",
    "Python Software Foundation": "PSF-2.0",
    "LGPL": "LGPL-3.0-only",
    "ISC": "ISC",
}


@pytest.fixture(scope="session")
def text(payload: Path) -> str:
    """The whole list."""
    return (payload / "THIRD-PARTY.txt").read_text(encoding="utf-8-sig")


@pytest.fixture(scope="session")
def overview(text: str) -> dict[str, dict[str, str]]:
    """What the list says of each part: by its name and version."""
    found: dict[str, dict[str, str]] = {}
    for name, lines in re.findall(r"^(\S.*)\n((?:    \S.*\n)+)", text.partition("许可证原文")[0], re.M):
        found[name] = dict(line.strip().split("：", 1) for line in lines.splitlines())
    return found


def licences(said: str) -> set[str]:
    """The licences of an expression: A AND B OR C WITH D are A, B and “C WITH D”."""
    plain = re.sub(r"（.*?）|[()]", "", said)
    return {each.strip() for each in re.split(r"\bAND\b|\bOR\b", plain)}


def squeezed(words: str) -> str:
    """Letters and digits only: the list may break lines elsewhere."""
    return re.sub(r"\W+", "", words)


def test_every_wheel_is_listed_with_its_version(
    overview: dict[str, dict[str, str]], wheels: list[Path]
) -> None:
    named = {
        " ".join((canonicalize_name(wheel.name.split("-")[0]), wheel.name.split("-")[1])) for wheel in wheels
    }
    assert sorted(named - overview.keys()) == []


@pytest.mark.parametrize(
    "name", ["Python 3.11.9", "NSIS 3", "MinGW-w64 ", "GCC runtime ", "pyside6-essentials 6.8.3"]
)
def test_what_is_no_wheel_is_listed_too(overview: dict[str, dict[str, str]], name: str) -> None:
    assert [each for each in overview if each.startswith(name)]


def test_every_part_says_use_licence_size_and_source(overview: dict[str, dict[str, str]]) -> None:
    assert len(overview) > 40
    assert [
        name for name, said in overview.items() if said.keys() != {"用途", "许可证", "大小", "来源"}
    ] == []


def test_only_the_listed_parts_ask_for_more_than_a_notice(overview: dict[str, dict[str, str]]) -> None:
    unknown = {}
    for name, said in overview.items():
        allowed = FREE | next((also for part, also in COPYLEFT.items() if name.startswith(f"{part} ")), set())
        if strange := licences(said["许可证"]) - allowed:
            unknown[name] = strange
    assert unknown == {}


def test_a_library_is_listed_under_the_licence_it_claims(
    overview: dict[str, dict[str, str]], wheels: list[Path]
) -> None:
    """Read from its own description, so that a change of licence is noticed when a pin is renewed."""
    other = {}
    for wheel in wheels:
        name = canonicalize_name(wheel.name.split("-")[0])
        listed = next(said["许可证"] for each, said in overview.items() if each.startswith(f"{name} "))
        claimed = claims(wheel)
        if claimed and not licences(listed) & claimed:
            other[name] = (listed, claimed)
    assert other == {}


def claims(wheel: Path) -> set[str]:
    """The licences that a wheel names in its description, as far as they are understood."""
    with zipfile.ZipFile(wheel) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith(".dist-info/METADATA")]
        told = email.message_from_bytes(packed.read(name))
    if told["License-Expression"]:
        return licences(str(told["License-Expression"]))
    words = " ".join([str(told["License"] or "")[:80], *told.get_all("Classifier", [])])
    return {licence for term, licence in TERMS.items() if term in words}


def test_no_library_claims_a_licence_that_was_not_agreed_on(wheels: list[Path]) -> None:
    strict = re.compile(r"(?<!L)GPL|AGPL|SSPL|Commercial|Proprietary|BUSL|Elastic|NonCommercial", re.I)
    found = {}
    for wheel in wheels:
        name = canonicalize_name(wheel.name.split("-")[0])
        claimed = {each for each in claims(wheel) if strict.search(each)}
        if claimed and name not in COPYLEFT:
            found[name] = claimed
    assert found == {}


def test_the_text_of_every_licence_is_there(text: str, wheels: list[Path]) -> None:
    whole, missing = squeezed(text), []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            for name in packed.namelist():
                file = name.rpartition("/")[2].lower()
                if ".dist-info/" in name and file.startswith(("licen", "copying", "notice")) and file.strip():
                    words = squeezed(packed.read(name).decode("utf-8", "replace"))
                    if words not in whole:
                        missing.append(name)
    assert missing == []


def test_every_part_has_at_least_one_text(text: str, overview: dict[str, dict[str, str]]) -> None:
    headings = re.findall(r"^-{78}\n(.*?)：", text, re.M)
    with_text = {name for heading in headings for name in heading.split("、")}
    assert {name.rpartition(" ")[0] for name in overview} == with_text


def test_every_font_has_its_licence(text: str, payload: Path) -> None:
    fonts = payload / "resources" / "fonts"
    whole = squeezed(text)
    texts = sorted((fonts / "licenses").iterdir())
    assert len(texts) >= 5
    assert [file.name for file in texts if squeezed(file.read_text("utf-8", "replace")) not in whole] == []
    owned = {path for entry in parts.table()["others"].values() for path in entry.get("paths", ())}
    assert [file.name for file in fonts.glob("*.ttf") if f"resources/fonts/{file.name}" not in owned] == []


def test_every_file_is_listed_with_its_size(text: str, payload: Path) -> None:
    listed = dict(
        (path, int(size))
        for size, path in re.findall(r"^ *(\d+)  (.+)$", text.partition("文件清单")[2], re.M)
    )
    there = {
        file.relative_to(payload).as_posix(): file.stat().st_size
        for file in payload.rglob("*")
        if file.is_file() and file.name != "THIRD-PARTY.txt"
    }
    assert listed == there


def test_qt_may_be_exchanged_and_the_list_says_how(text: str) -> None:
    """What LGPL-3.0 asks: where the source is, and that the libraries may be replaced."""
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text
    for word in ("Qt", "源代码", "替换", "lib\\PySide6"):
        assert word in text


@pytest.mark.parametrize(
    "word",
    [
        "libmpdec", "Thai Open Source Software Center", "Jean-loup Gailly", "bzip2", "OpenSSL", "SQLite", "liblzma",
        "The FreeType Project", "Independent JPEG Group", "HarfBuzz", "libpng", "PCRE2", "double-conversion", "Unicode",
        "GNU libiconv", "libxml2", "libffi - Copyright", "Frank Denis", "calamine 0", "Bitstream Vera Fonts",
    ],
)  # fmt: skip
def test_what_is_compiled_into_the_libraries_is_named_with_its_holder(text: str, word: str) -> None:
    assert word.lower() in text.partition("许可证原文")[2].partition("文件清单")[0].lower()


def test_the_parts_that_ask_for_it_may_be_exchanged(text: str) -> None:
    """LGPL: Qt and what lxml holds lie in libraries of their own, and the list says where their source is."""
    for place in ("lib\\PySide6", "lib\\lxml", "download.qt.io", "ftp.gnu.org/pub/gnu/libiconv"):
        assert place in text


def test_no_face_of_a_library_is_carried(payload: Path) -> None:
    """Each comes with a licence of its own; one of reportlab's is under the GPL."""
    faces = (".ttf", ".otf", ".pfb", ".afm", ".sfd")
    left = {file.name for file in (payload / "lib").rglob("*") if file.suffix in faces}
    assert left == {"DejaVuSans.ttf", "LastResortHE-Regular.ttf"}


def test_our_own_licence_lies_beside_it(payload: Path) -> None:
    assert "Apache License" in (payload / "LICENSE.txt").read_text(encoding="utf-8")

"""Every character of every name has a face, or is named."""

import pytest
from fontTools.ttLib import TTFont

from fupin_desktop.assets import font_path
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.reports.faces import Role, face, measure, missing, runs, to_unicode_map

RARE = "䶮㛃垚喆𬭎𠅤珺翀龑玥昇㙓𡵆㼆𬱖𤩽·"


@pytest.mark.parametrize("role", list(Role))
def test_every_rare_name_has_a_face_in_every_role(role: Role) -> None:
    assert missing(RARE) == []
    assert "".join(text for _, text in runs(role, RARE)) == RARE


def test_figures_in_body_text_are_those_of_song() -> None:
    assert runs(Role.FANG, "共31户") == [
        ("FandolFang-Regular", "共"),
        ("NotoSerifSC-Regular", "31"),
        ("FandolFang-Regular", "户"),
    ]


def test_only_a_character_that_needs_it_goes_to_the_rare_face() -> None:
    assert [name for name, _ in runs(Role.FANG, "王𠀀珺")] == [
        "FandolFang-Regular",
        "HanaMinB",
        "LXGWWenKai-Light",
    ]


def test_a_character_that_no_face_has_is_named_with_its_place() -> None:
    with pytest.raises(Trouble) as told:
        measure(Role.FANG, "户主：𰚼某")
    assert str(told.value) == (
        "“𰚼”（U+306BC）不在任何字体中，无法打印（在“户主：𰚼某”里）。请核对这个字，或改用证件上的替代写法。"
    )
    assert missing("户主：𰚼某") == ["𰚼"]


def test_a_private_character_is_not_printed_as_something_else() -> None:
    assert missing("王\ue863") == ["\ue863"]


def test_what_cannot_be_seen_takes_no_room() -> None:
    assert measure(Role.FANG, "王\u200b\ufe00\t珺") == 2.0


def test_han_characters_are_one_em_wide_in_every_role() -> None:
    assert {measure(role, "贫困户䶮𬭎") for role in Role} == {5.0}


def test_text_beyond_the_first_plane_is_copied_as_utf_16() -> None:
    lines = to_unicode_map("X", [0x4E00, *[0x2CB4E] * 149]).split("\n")
    assert "<01> <D872DF4E>" in lines
    assert [line for line in lines if line.endswith("beginbfchar")] == ["100 beginbfchar", "50 beginbfchar"]


@pytest.mark.parametrize("name", ["NotoSerifSC-Regular", "NotoSerifSC-SemiBold"])
def test_figures_are_the_half_width_ones_of_the_face(name: str) -> None:
    with TTFont(font_path(name), lazy=True) as font:
        lookups = [each.SubTable for each in font["GSUB"].table.LookupList.Lookup]
        maps = [getattr(getattr(sub, "ExtSubTable", sub), "mapping", {}) for subs in lookups for sub in subs]
        usual = [font.getBestCmap()[ord(figure)] for figure in "0123456789"]
        half = next(found for found in maps if font["hmtx"].metrics[found.get(usual[0], usual[0])][0] == 500)
        glyphs = [font.getGlyphID(half[glyph]) for glyph in usual]
    drawn = face(name).font.face.charToGlyph
    assert [drawn[ord(figure)] for figure in "0123456789"] == glyphs
    assert {measure(Role.SONG, figure) for figure in "0123456789"} == {0.5}

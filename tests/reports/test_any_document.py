"""Whatever is put into a document, nothing leaves the text block, no page is empty and no word is lost."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from fupin_desktop.reports.document import (
    Attachments,
    Block,
    CutLine,
    Display,
    Document,
    Fields,
    Footer,
    Heading,
    Imprint,
    Kind,
    Note,
    PageBreak,
    Paragraph,
    Photo,
    Photos,
    Ruled,
    Sign,
    Signature,
    Signs,
    Space,
    Style,
    Table,
)
from fupin_desktop.reports.faces import measure
from fupin_desktop.reports.layout import Page, chosen_sheet, lay_out
from fupin_desktop.reports.layout.page import Ink

HAN = "贫困户脱攻坚村民委员会公示名单，。、（）“”2018年35%abc·"
WORDS = st.text(st.sampled_from(HAN), min_size=1, max_size=60)
LONG = st.text(st.sampled_from(HAN), min_size=100, max_size=400)
ON = date(2018, 3, 5)
TABLES = st.builds(
    lambda rows, least, caption: Table(
        ["序号", "户主", "元"],
        [[str(n), text, f"{n}.5"] for n, text in enumerate(rows)],
        [Kind.CENTRE, Kind.TEXT, Kind.NUMBER],
        caption=caption,
        least=least,
        abreast=2,
    ),
    st.lists(WORDS, min_size=1, max_size=30),
    st.floats(0, 5),
    st.sampled_from(["", "表1　名单"]),
)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, WORDS, st.integers(1, 4)),
    st.builds(Paragraph, WORDS | LONG),
    st.builds(Fields, st.lists(st.tuples(st.just("监督电话"), WORDS), min_size=1, max_size=4)),
    TABLES,
    st.builds(Note, WORDS),
    st.builds(Attachments, st.lists(WORDS, min_size=1, max_size=4)),
    st.builds(
        lambda texts, across, ratio: Photos([Photo(None, text, "2018年3月5日") for text in texts], across, ratio),
        st.lists(WORDS, min_size=1, max_size=5),
        st.integers(1, 3),
        st.floats(0.3, 2),
    ),
    st.builds(
        lambda texts, across: Signs([Sign(text, text[:3]) for text in texts], across),
        st.lists(WORDS, min_size=1, max_size=5),
        st.integers(1, 3),
    ),
    st.builds(Ruled, st.integers(1, 40)),
    st.builds(Display, st.text(st.sampled_from("一户一档案"), min_size=1, max_size=12), st.floats(20, 50)),
    st.just(CutLine()),
    st.builds(Space, st.floats(0, 30)),
    st.builds(PageBreak, st.sampled_from([None, True, False])),
    st.builds(Signature, st.lists(WORDS.map(lambda text: text[:20]), min_size=1, max_size=5), st.just(ON), st.booleans()),
)  # fmt: skip
ENDS: st.SearchStrategy[list[Block]] = st.sampled_from(
    [[], [Footer([("填表人", "张三")])], [Imprint("某镇", ON)], [Footer([("填表人", "张三")]), Imprint("某镇", ON, ["某办"])]]
)  # fmt: skip
DOCUMENTS = st.builds(
    lambda blocks, end, style, paper, landscape, part: Document(
        "某某镇名单公示", [*blocks, *end], style, paper, landscape, part=part
    ),
    st.lists(BLOCKS, max_size=8),
    ENDS,
    st.sampled_from(Style),
    st.sampled_from(["A4", "A3"]),
    st.booleans(),
    st.sampled_from(["", "3"]),
)


def is_inside(page: Page, ink: Ink, document: Document) -> bool:
    """Whether a word is within the text block, but for half a mark over the edge, or is the page's number below it."""
    sheet = chosen_sheet(document).turned(page.width > page.height)
    right = ink.x + measure(ink.role, ink.text) * ink.size + ink.spacing * (len(ink.text) - 1)
    wide = sheet.left - 0.1 <= ink.x and right <= sheet.left + sheet.text_width + 0.6 * ink.size
    high = sheet.top - 0.1 <= ink.y - ink.size * 0.5 and ink.y <= sheet.top + sheet.text_height + 0.1
    return (wide and high) or re.fullmatch(r"— \S+ —|第\d+页　共\d+页|3-\d+", ink.text) is not None


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS)
def test_nothing_leaves_the_text_block_and_no_page_is_empty(document: Document) -> None:
    pages = lay_out(document)
    assert [
        (ink, page.width) for page in pages for ink in page.inks if not is_inside(page, ink, document)
    ] == []
    numbers = 1 if document.part or document.style is Style.OFFICIAL or len(pages) > 1 else 0
    assert all(len(page.inks) + len(page.turned) + len(page.rules) > numbers for page in pages)


@settings(max_examples=15, deadline=None)
@given(st.lists(WORDS | LONG, max_size=6), st.lists(WORDS, max_size=30), st.sampled_from(Style))
def test_no_word_is_lost(paragraphs: list[str], cells: list[str], style: Style) -> None:
    table = Table(["内容"], [[cell] for cell in cells])
    pages = lay_out(Document("", [*map(Paragraph, paragraphs), table], style, part="3"))
    said = "".join(
        ink.text for page in pages for ink in page.inks if not ink.text.strip("— ").startswith("3-")
    )
    wanted = "".join(paragraphs) + "".join(cells)
    assert "".join(said.replace("（续表）", "").replace("内容", "").split()) == "".join(wanted.split())


TEXTS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, WORDS | LONG), TABLES, st.builds(Fields, st.just([("监督电话", "12317")]))
)


def a_table(rows: int, least: float) -> Table:
    return Table(
        ["序号", "户主", "元"], [[str(n), "0", f"{n}.5"] for n in range(rows)], least=least, abreast=2
    )


LYING = [PageBreak(True)]
TOLD, PRINTED = Footer([("填表人", "张三")]), Imprint("某镇", ON, ["某办"])


@settings(max_examples=25, deadline=None)
@example(LYING, a_table(3, 4.0), [], 4, False, [TOLD], Style.OFFICIAL)
@example(LYING, a_table(5, 4.0), [], 4, True, [TOLD, PRINTED], Style.OFFICIAL)
@example(LYING, Paragraph("村"), ["名单" * 30] * 2, 4, True, [TOLD, PRINTED], Style.OFFICIAL)
@example([Paragraph("村\n" * 11)], a_table(5, 4.0), [], 3, True, [], Style.TABLE)
@example([Paragraph("村\n" * 3)], a_table(7, 4.0), [], 1, True, [PRINTED], Style.TABLE)
@given(
    st.lists(BLOCKS, max_size=4),
    TEXTS,
    st.lists(WORDS, max_size=2),
    st.integers(1, 4),
    st.booleans(),
    ENDS,
    st.sampled_from(Style),
)
def test_a_seal_never_stands_alone(
    blocks: list[Block], text: Block, names: list[str], units: int, seal: bool, end: list[Block], style: Style
) -> None:
    attached = [Attachments(names)] if names else []
    whole = [*blocks, text, *attached, Signature(["镇政府"] * units, ON, seal), *end]
    pages = lay_out(Document("通知", whole, style))
    page = next(page for page in reversed(pages) if any("镇政府" in ink.text for ink in page.inks))
    first = min(ink.y for ink in page.inks if ink.text == "镇政府")
    assert [ink for ink in page.inks if ink.y < first and ink.size > 5 and "附件" not in ink.text] != []
    # a lying page has no room for text, two rows of seals and what stands at the foot of the last page
    assert not end or page is pages[-1] or (page.width > page.height and seal and units > 3)

"""The help's chapters: whole, true to each other, and found by words, pinyin and several words."""

from __future__ import annotations

from pathlib import Path

import pytest

from fupin_desktop import assets
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.services.help import Book, Chapter, find, read_book
from fupin_desktop.services.help.blocks import Kind, blocks

MADE = {"about": lambda: "# 关于\n\n程序的版本"}
FOLDER = assets.root() / "help"


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(MADE)


def test_a_chapter_is_read_into_blocks() -> None:
    text = (
        "# 章\n段落\n接着\n\n- 甲\n  乙\n1. 一\n> 注\n> 意\n\n| 头 | 二 |\n|---|---|\n| a | b |\n\n"
        "```\nfupin -h\nfupin todo\n```\n![图](a.png)\n## 节"
    )
    assert [(each.kind, each.text) for each in blocks(text)] == [
        (Kind.TITLE, "章"),
        (Kind.PARAGRAPH, "段落接着"),
        (Kind.POINT, "甲乙"),
        (Kind.STEP, "一"),
        (Kind.NOTE, "注意"),
        (Kind.ROW, "头\t二"),
        (Kind.ROW, "a\tb"),
        (Kind.CODE, "fupin -h\nfupin todo"),
        (Kind.PICTURE, "图"),
        (Kind.HEADING, "节"),
    ]


def test_what_is_read_is_without_marks() -> None:
    (block,) = blocks("按 `Ctrl+S` 到**这里**，见[公示](notice.md#制作)的【保存】")
    assert block.plain == "按 Ctrl+S 到这里，见公示的【保存】"


def test_every_file_is_in_the_contents_and_says_the_same_title(book: Book) -> None:
    assert {each.name for each in book} - set(MADE) == {each.stem for each in FOLDER.glob("*.md")}
    assert [each.name for each in book] == list(dict.fromkeys(each.name for each in book))
    for chapter in book:
        assert (chapter.blocks[0].kind, chapter.blocks[0].text) == (Kind.TITLE, chapter.title)
        assert [each.kind for each in chapter.blocks].count(Kind.TITLE) == 1
        assert len(chapter.headings) == len(set(chapter.headings)), chapter.name


def test_a_word_is_found_with_its_title_first(book: Book) -> None:
    hits = find(book, "备份")
    assert (hits[0].chapter, hits[0].sentence) == ("backup", "备份与恢复")
    assert all("备份" in hit.marks for hit in hits)
    assert {hit.chapter for hit in hits} >= {"backup", "place", "faq"}


@pytest.mark.parametrize("typed", ["bf", "beifen", "BEIF"])
def test_a_word_is_found_by_pinyin(book: Book, typed: str) -> None:
    assert find(book, typed)[0].chapter == "backup"
    assert "备份" in find(book, typed)[0].marks


def test_several_words_must_all_be_there(book: Book) -> None:
    hits = find(book, "生僻字 打印")
    assert hits
    assert all("生僻字" in hit.title + hit.heading + hit.sentence for hit in hits)
    assert len(find(book, "公示 异议")) < len(find(book, "公示"))


def test_a_word_may_stand_in_the_heading_and_the_other_in_the_sentence(book: Book) -> None:
    assert any("走访" not in hit.sentence for hit in find(book, "走访 移交人"))


@pytest.mark.parametrize("typed", ["", "  ", "驴唇马嘴", "zzzzqq"])
def test_nothing_is_found_where_nothing_is_meant(book: Book, typed: str) -> None:
    assert find(book, typed) == []


def test_an_unknown_chapter_is_the_first_one(book: Book) -> None:
    assert book.chapter("nowhere").name == "start"


def test_a_chapter_that_is_missing_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "contents.txt").write_text("组\n  gone 没有的\n", encoding="utf-8")
    (chapter,) = read_book(folder=tmp_path)
    assert [each.text for each in chapter.blocks] == ["帮助的文件 gone.md 读不出来，请重新安装程序。"]
    with pytest.raises(Trouble, match="请重新安装程序"):
        read_book(folder=tmp_path / "nowhere")


def test_words_of_the_year_are_put_in_where_a_chapter_is_read(tmp_path: Path) -> None:
    (tmp_path / "contents.txt").write_text("组\n  one 一\n", encoding="utf-8")
    (tmp_path / "one.md").write_text("# 一\n旧词", encoding="utf-8")
    (chapter,) = read_book(folder=tmp_path, words=lambda text: text.replace("旧", "新"))
    assert isinstance(chapter, Chapter)
    assert chapter.blocks[1].text == "新词"

"""What the help says is true of the program: its buttons, keys, links, pictures; every page has its place in it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtWidgets import QApplication, QTabWidget

from fupin_desktop import assets
from fupin_desktop.services.help import Book, read_book
from fupin_desktop.services.help.blocks import Kind
from fupin_desktop.ui import era, keys
from fupin_desktop.ui.commands import keys_said
from fupin_desktop.ui.help.made import OPEN, made
from fupin_desktop.ui.help.topics import topic_of
from fupin_desktop.ui.help.window import PAGE
from fupin_desktop.ui.navigation import ENTRIES
from fupin_desktop.ui.pages.setting import PARTS
from tools import make_help_pictures as pictures

UI = Path(keys.__file__).parent
FOLDER = assets.root() / "help"
EVERYWHERE = {
    "Enter", "Tab", "Esc", "Delete", "↑", "↓", "Ctrl+C", "Ctrl+V", "Ctrl+A", "Ctrl+Enter", "Shift+↑", "Shift+↓",
    "Alt+↑", "Alt+↓", "Ctrl+↓", "Ctrl+滚轮", "Win+L", "F2",
}  # fmt: skip
"""Keys of lists, fields and Windows that belong to no command."""


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(made())


def written(book: Book) -> Iterator[tuple[str, str]]:
    """Each chapter's name and text; the keys' chapter is made from the commands and has a test of its own."""
    for chapter in book:
        if chapter.name != "keys":
            yield chapter.name, "\n".join(each.text for each in chapter.blocks)


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(ast.parse(file.read_text(encoding="utf-8")) for file in UI.rglob("*.py"))


def bare(words: str) -> str:
    return words.partition("（")[0].strip(" 　…▾")


def said_in_code() -> set[str]:
    """What buttons can say: every constant, without …, blanks and the key in brackets behind it."""
    said: set[str] = set()
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said.add(bare(node.value))
    return said


def commands() -> dict[str, set[str]]:
    """The texts of all commands with the keys by which each is done."""
    found: dict[str, set[str]] = {}
    for tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "command":
                given = {each.arg: ast.literal_eval(each.value) for each in node.keywords}
                shown = keys_said(given.get("shortcut", "")).split(" 或 ")
                found.setdefault(given["text"], set()).update(each for each in shown if each)
    return found


def test_every_page_and_every_tab_has_its_place_in_the_help(small_window: Window, book: Book) -> None:
    missing = []
    for entry in ENTRIES:
        small_window.go(entry.name)
        page = small_window.frame.page(entry.name)
        tabs = getattr(page, "tabs", None)
        for place in range(tabs.count() if isinstance(tabs, QTabWidget) else 1):
            if isinstance(tabs, QTabWidget):
                tabs.setCurrentIndex(place)
            name, _, heading = topic_of(entry.name, page).partition("#")
            if name not in book or (heading and heading not in book.chapter(name).headings):
                missing.append(f"{name}#{heading}")
    assert not missing
    small_window.settle()


def test_every_part_of_the_settings_and_of_a_household_has_its_place(book: Book) -> None:
    from fupin_desktop.ui.help.topics import topic
    from fupin_desktop.ui.household.detail import LABELS

    for page, words in [
        *(("setting", part.title) for part in PARTS),
        *(("household", label) for label in (*LABELS, "登记变动", "变动台账")),
    ]:
        name, _, heading = topic(page, words).partition("#")
        assert name in book
        assert not heading or heading in book.chapter(name).headings, (page, words)


def test_every_button_that_is_named_exists(book: Book) -> None:
    said = said_in_code()
    wrong = {
        f"{name}：{words}"
        for name, text in written(book)
        for words in re.findall(r"【([^】]+)】", text)
        if bare(words) not in said
    }
    assert not wrong


def test_every_key_that_is_named_does_something(book: Book) -> None:
    known = EVERYWHERE | {entry.keys for entry in ENTRIES}
    for shown in commands().values():
        known |= shown
    wrong = {
        f"{name}：{key}"
        for name, text in written(book)
        for key in re.findall(r"`([^`]+)`", text)
        if key not in known
    }
    assert not wrong


def test_a_key_beside_a_button_does_what_the_button_does(book: Book) -> None:
    by_text = {text.rstrip("…"): shown for text, shown in commands().items()}
    wrong = []
    for name, text in written(book):
        pairs = [(key, button) for key, button in re.findall(r"`([^`]+)`（【([^】]+)】）", text)]
        pairs += [(key, button) for button, key in re.findall(r"【([^】]+)】（`([^`]+)`）", text)]
        for key, button in pairs:
            plain = button.rstrip("…")
            if by_text.get(plain) and key not in by_text[plain]:
                wrong.append(f"{name}：{button} {key}")
    assert not wrong


def test_the_key_that_opens_a_page_is_said_in_its_chapter(book: Book) -> None:
    for entry in ENTRIES:
        assert f"`{entry.keys}`" in dict(written(book))[entry.name], entry.name


def test_every_link_leads_somewhere(book: Book) -> None:
    pages = {entry.name for entry in ENTRIES}
    for name, text in written(book):
        for link in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text):
            if link.startswith(PAGE):
                assert link.removeprefix(PAGE).partition("/")[0] in pages, link
            elif not link.startswith(OPEN):
                chapter, _, heading = link.partition("#")
                there = chapter.removesuffix(".md") or name
                assert there in book, f"{name}：{link}"
                assert not heading or heading in book.chapter(there).headings, f"{name}：{link}"


def test_every_place_that_a_dialog_names_exists(book: Book) -> None:
    named = [
        node.args[1].value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "setProperty"
        and isinstance(node.args[1], ast.Constant)
        and (getattr(node.args[0], "value", "") == "help" or getattr(node.args[0], "id", "") == "TOPIC")
    ]
    for target in named:
        name, _, heading = str(target).partition("#")
        assert name in book, target
        assert not heading or heading in book.chapter(name).headings, target


def test_every_picture_has_its_recipe_and_its_place() -> None:
    shown = {
        each.file for chapter in read_book(made()) for each in chapter.blocks if each.kind is Kind.PICTURE
    }
    assert shown == {f"{name}.png" for name in pictures.RECIPES}
    assert shown == {each.name for each in FOLDER.glob("*.png")}
    assert sum(each.stat().st_size for each in FOLDER.iterdir()) < 3_000_000


def test_every_picture_can_be_taken_anew(tmp_path: Path, dressed: QApplication) -> None:
    stage = pictures.Stage(tmp_path, households=60, size=(900, 620), breath=1)
    try:
        for name, recipe in pictures.RECIPES.items():
            assert recipe(stage).width() > 100, name
    finally:
        stage.close()
        era.live_on(date(2018, 1, 1))


def test_the_chapter_of_keys_is_what_the_commands_say() -> None:
    kept = (FOLDER / "keys.md").read_text(encoding="utf-8")
    assert kept == keys.keys_chapter(), "请运行 python3 dev.py pictures keys"


def test_no_chapter_calls_anybody_poor_in_an_office_of_today(dressed: QApplication) -> None:
    era.live_on(date(2026, 5, 8))
    try:
        for chapter in read_book(made(), words=era.words):
            assert "贫困户" not in "".join(each.text for each in chapter.blocks), chapter.name
    finally:
        era.live_on(date(2018, 1, 1))

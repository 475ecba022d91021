"""Looking through the help: words, several words, pinyin and initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fupin_desktop.domain import pinyin
from fupin_desktop.services.help.blocks import Block, Kind
from fupin_desktop.services.help.book import Book

MOST = 60
SHORTEST_PINYIN = 2
Finder = Callable[[str], str]
_WEIGHT = {Kind.TITLE: 6, Kind.HEADING: 4}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage in which something was found. ``marks``: the words as they stand there."""

    chapter: str
    title: str
    heading: str
    sentence: str
    marks: tuple[str, ...]
    weight: int


def find(book: Book, typed: str) -> list[Hit]:
    """The passages that have every word typed, those in titles and headings first.

    A word may stand in the chapter's title or the section's heading instead of in the passage itself; one of them must
    stand in the passage. Latin letters are also taken as pinyin or initials.
    """
    words = [_finder(book, word) for word in typed.casefold().split()]
    if not words:
        return []
    hits = [
        hit for chapter in book for hit in _in_chapter(chapter.name, chapter.title, chapter.blocks, words)
    ]
    hits.sort(key=lambda hit: -hit.weight)
    return hits[:MOST]


def _in_chapter(name: str, title: str, blocks: Iterable[Block], words: Sequence[Finder]) -> Iterator[Hit]:
    heading = ""
    for block in blocks:
        if block.kind is Kind.HEADING:
            heading = block.plain
        here = block.plain
        around = f"{title}　{heading}"
        own = [find_in(here) for find_in in words]
        there = [find_in(around) for find_in in words]
        if not any(own) or not all(one or other for one, other in zip(own, there, strict=True)):
            continue
        marks = tuple(dict.fromkeys(each for each in (*own, *there) if each))
        yield Hit(name, title, heading, here, marks, _WEIGHT.get(block.kind, 0) + sum(map(bool, own)))


def _finder(book: Book, word: str) -> Finder:
    """Says of a text which part of it a typed word means, as it stands there; empty when it is not there.

    Letters mean the words that begin a title, a heading, a button or what is quoted; only where there is none such,
    anything that sounds so.
    """
    if len(word) < SHORTEST_PINYIN or not word.isascii() or not word.isalpha():
        return lambda text: _literal(text, word)
    meant = sorted({part for term in book.terms if (part := _begins(term, word))}, key=len, reverse=True)
    if meant:
        return lambda text: next((each for each in meant if each in text), "") or _literal(text, word)
    return lambda text: _literal(text, word) or _by_initials(text, word) or _by_sound(text, word)


def _begins(term: str, word: str) -> str:
    head = term[: len(word)]
    part = _by_initials(head, word) or _by_sound(head, word)
    return part if part and term.startswith(part) else ""


def _literal(text: str, word: str) -> str:
    place = text.casefold().find(word)
    return text[place : place + len(word)] if place >= 0 else ""


def _by_initials(text: str, word: str) -> str:
    place = "".join(_sound(each)[:1] or " " for each in text).find(word)
    return text[place : place + len(word)] if place >= 0 else ""


def _by_sound(text: str, word: str) -> str:
    """``beifen`` is 备份: the word ends where a syllable ends or in the middle of the last one."""
    syllables = [_sound(each) or " " for each in text]
    begins, at = dict[int, int](), 0
    for place, syllable in enumerate(syllables):
        begins[at] = place
        at += len(syllable)
    whole = "".join(syllables)
    at = whole.find(word)
    while at >= 0 and at not in begins:
        at = whole.find(word, at + 1)
    if at < 0:
        return ""
    first = last = begins[at]
    while sum(map(len, syllables[first:last])) < len(word):
        last += 1
    return text[first:last]


@lru_cache(maxsize=8192)
def _sound(character: str) -> str:
    """The common reading; the mark before it keeps surnames' readings away (单 is dan in a sentence)."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    return pinyin.sound(f"、{character}").strip()

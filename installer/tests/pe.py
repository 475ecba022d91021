"""Reads of a Windows program or library what its loader asks: machine, imports, delayed imports, exports."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

X64 = 0x8664
EXPORTS, IMPORTS, RESOURCES, DEBUG, DELAYED = 0, 1, 2, 6, 13
GRAPHICAL, CONSOLE = 2, 3
BY_ORDINAL = 1 << 63


class NotAProgram(ValueError):
    """The file is no 64-bit program or library of Windows."""


@dataclass(frozen=True)
class Section:
    """Where a stretch of the file lies once it is loaded."""

    name: str
    address: int
    length: int
    offset: int
    stored: int


@dataclass(frozen=True)
class Import:
    """What is asked of one other library: names, or ordinals as whole numbers."""

    library: str
    wanted: tuple[str | int, ...]
    delayed: bool


class Binary:
    """One .exe, .dll or .pyd."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        if content[:2] != b"MZ":
            raise NotAProgram("no MZ at its beginning")
        self.header = header = self._whole(0x3C)
        if content[header : header + 4] != b"PE\0\0":
            raise NotAProgram("no PE header")
        self.machine, sections, _, _, _, optional, self.flags = struct.unpack_from(
            "<HHIIIHH", content, header + 4
        )
        start = header + 24
        if struct.unpack_from("<H", content, start)[0] != 0x20B:
            raise NotAProgram("not of 64 bits")
        self.subsystem: int = struct.unpack_from("<H", content, start + 68)[0]
        count = self._whole(start + 108)
        self._directories = struct.unpack_from(f"<{count * 2}I", content, start + 112)
        self.sections = tuple(self._section(start + optional + 40 * number) for number in range(sections))

    @classmethod
    def read(cls, file: Path) -> Binary:
        """Read a file."""
        return cls(file.read_bytes())

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Everything that this file asks of other libraries."""
        return (*self._plain_imports(), *self._delayed_imports())

    @cached_property
    def exports(self) -> frozenset[str | int]:
        """The names and the ordinals that other files may ask for."""
        where = self._directory(EXPORTS)
        if not where:
            return frozenset()
        base, functions, names = struct.unpack_from("<III", self.content, self._offset(where) + 16)
        addresses, texts, places = struct.unpack_from("<III", self.content, self._offset(where) + 28)
        found: set[str | int] = set()
        for place in range(functions):
            if self._whole(self._offset(addresses) + 4 * place):
                found.add(base + place)
        for place in range(names):
            found.add(self._text(self._whole(self._offset(texts) + 4 * place)))
        assert places or not names
        return frozenset(found)

    def resources(self, kind: int) -> tuple[bytes, ...]:
        """The resources of a kind: 3 pictures of icons, 14 icons, 16 version, 24 manifest."""
        root = self._directory(RESOURCES)
        return tuple(self._leaves(root, kind)) if root else ()

    # --- tables -------------------------------------------------------------------------------------------

    def _plain_imports(self) -> Iterator[Import]:
        where = self._directory(IMPORTS)
        while where:
            names, _, _, library, addresses = struct.unpack_from("<5I", self.content, self._offset(where))
            if not library:
                return
            yield Import(self._text(library).lower(), self._wanted(names or addresses), False)
            where += 20

    def _delayed_imports(self) -> Iterator[Import]:
        where = self._directory(DELAYED)
        while where:
            _, library, _, _, names = struct.unpack_from("<5I", self.content, self._offset(where))
            if not library:
                return
            yield Import(self._text(library).lower(), self._wanted(names), True)
            where += 32

    def _wanted(self, table: int) -> tuple[str | int, ...]:
        wanted: list[str | int] = []
        offset = self._offset(table)
        while entry := struct.unpack_from("<Q", self.content, offset)[0]:
            wanted.append(entry & 0xFFFF if entry & BY_ORDINAL else self._text((entry & 0x7FFFFFFF) + 2))
            offset += 8
        return tuple(wanted)

    def _leaves(self, root: int, kind: int | None, folder: int = 0) -> Iterator[bytes]:
        start = self._offset(root) + folder
        named, numbered = struct.unpack_from("<HH", self.content, start + 12)
        for place in range(named + numbered):
            number, target = struct.unpack_from("<II", self.content, start + 16 + 8 * place)
            if kind is not None and number != kind:
                continue
            if target >> 31:
                yield from self._leaves(root, None, target & 0x7FFFFFFF)
            else:
                address, length = struct.unpack_from("<II", self.content, self._offset(root) + target)
                yield self.content[self._offset(address) : self._offset(address) + length]

    # --- bytes --------------------------------------------------------------------------------------------

    def _section(self, at: int) -> Section:
        name, length, address, stored, offset = struct.unpack_from("<8sIIII", self.content, at)
        return Section(name.rstrip(b"\0").decode("latin-1"), address, length, offset, stored)

    def _directory(self, number: int) -> int:
        place = number * 2
        return self._directories[place] if place < len(self._directories) else 0

    def _offset(self, address: int) -> int:
        for section in self.sections:
            if section.address <= address < section.address + max(section.length, section.stored):
                return section.offset + address - section.address
        raise NotAProgram(f"address {address:#x} lies in no section")

    def _whole(self, offset: int) -> int:
        number: int = struct.unpack_from("<I", self.content, offset)[0]
        return number

    def _text(self, address: int) -> str:
        start = self._offset(address)
        return self.content[start : self.content.index(b"\0", start)].decode("latin-1")

"""Reads a setup made by NSIS with zlib: its check sum, its sentences and every file that is packed into it."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SIGN = b"\xef\xbe\xad\xdeNullsoftInst"
FORCED_CHECK = 8
CHECKED_FROM = 512
"""The check sum leaves out the first block of the program, which signing changes."""
_PACKED = 1 << 31


@dataclass(frozen=True)
class Setup:
    """A setup program."""

    content: bytes

    @classmethod
    def read(cls, file: Path) -> Setup:
        """Read a file."""
        return cls(file.read_bytes())

    @cached_property
    def start(self) -> int:
        """Where the program ends and the packed part begins."""
        return self.content.index(SIGN) - 4

    @property
    def flags(self) -> int:
        """How the setup behaves; FORCED_CHECK: it looks at itself before it begins."""
        flags: int = struct.unpack_from("<I", self.content, self.start)[0]
        return flags

    @property
    def kept_sum(self) -> int:
        """The check sum that is written at its end."""
        kept: int = struct.unpack("<I", self.content[-4:])[0]
        return kept

    @property
    def true_sum(self) -> int:
        """The check sum of what it is."""
        return zlib.crc32(self.content[CHECKED_FROM:-4])

    @cached_property
    def blocks(self) -> tuple[bytes, ...]:
        """The header and then all files, unpacked."""
        found, place = [], self.start + len(SIGN) + 12
        while place < len(self.content) - 4:
            length = struct.unpack_from("<I", self.content, place)[0]
            packed = self.content[place + 4 : place + 4 + (length & ~_PACKED)]
            found.append(zlib.decompress(packed, -15) if length & _PACKED else packed)
            place += 4 + len(packed)
        return tuple(found)

    def says(self, sentence: str) -> bool:
        """Say whether the setup has this text without variables in it."""
        return sentence.encode("utf-16-le") in self.blocks[0]

"""Locks a file that leaves the PC under a password, and reads a locked one in any order, a chunk at a time.

A locked file is, one after the other:

- two lines in clear: what it is, and as JSON by which program and when it was locked, how its key is made (Argon2id
  with its cost and salt), how large a chunk is. Nothing of the office.
- 32 bytes: the two lines sealed with a key made from the password (keyed BLAKE2b). If they do not fit, the password is
  another one or the lines were changed; these two cannot be told apart.
- the content in chunks, each sealed with XChaCha20-Poly1305, the construction called STREAM (Hoang, Reyhanitabar, Rogaway,
  Vizár 2015): the nonce is the chunk's number and whether it is the last, the two lines are sealed along. A chunk that
  was changed, cut off, swapped, doubled or added is refused. The salt gives each file a key of its own, so a nonce is
  never used twice.

The password is taken in its one spelling (``domain.passwords.normal``), as UTF-8.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from fupin_desktop import __version__
from fupin_desktop.domain.errors import Trouble
from fupin_desktop.domain.passwords import normal

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

FAMILY = b"FUPIN-LOCKED-"
MAGIC = FAMILY + b"1"
CHUNK = 1 << 18
"""Bytes of content in a chunk."""
SEAL = 16
"""Bytes by which a sealed chunk is longer."""
HEAD_SEAL = 32
"""Bytes of the seal on the two lines."""
_SALT, _NONCE = 16, 24
_HEAD_MOST = 1024
"""Bytes: the two lines are never longer."""


class Cost(NamedTuple):
    """What one try of a password costs: rounds, and bytes of memory."""

    rounds: int
    memory: int


COST = Cost(3, 256 << 20)
"""libsodium's “moderate”: 0.6 s and 256 MB on a plain PC."""
MOST = Cost(12, 512 << 20)
"""What a file may ask for at most: a forged one must not take all memory, nor the whole day."""
CHUNK_MOST = 1 << 20


class Locked(Trouble):
    """The file asks for a password."""


class WrongPassword(Locked):
    """The password does not open the file."""


@dataclass(frozen=True, slots=True)
class Head:
    """The two lines in clear: ``clear`` as they stand in the file."""

    clear: bytes
    cost: Cost
    salt: bytes
    chunk: int


class Keys(NamedTuple):
    """What the password and the salt give."""

    content: bytes
    head: bytes


def is_locked(file: Path) -> bool:
    """Whether a file asks for a password. False for one that is not there or cannot be read."""
    try:
        with file.open("rb") as source:
            return source.read(len(FAMILY)) == FAMILY
    except OSError:
        return False


@contextmanager
def writer(file: IO[bytes], password: str) -> Iterator[_Writer]:
    """Where content is written that lands locked in ``file``; after an exception the file lacks its end and opens never."""
    salt = secrets.token_bytes(_SALT)
    said = {
        "program": __version__, "at": f"{datetime.now():%Y-%m-%d %H:%M}", "key": "argon2id13", "rounds": COST.rounds,
        "memory": COST.memory, "salt": salt.hex(), "cipher": "xchacha20poly1305-stream", "chunk": CHUNK,
    }  # fmt: skip
    head = Head(MAGIC + b"\n" + json.dumps(said).encode() + b"\n", COST, salt, CHUNK)
    keys = _keys(head, password)
    file.write(head.clear + _seal_of(head, keys))
    out = _Writer(file, head, keys.content)
    yield out
    out.finish()


@contextmanager
def reader(file: Path, password: str) -> Iterator[IO[bytes]]:
    """The content of a locked file, to be read in any order.

    Raises Locked without a password, WrongPassword, and Trouble for a file that is damaged, cut off or of a newer program.
    """
    with file.open("rb") as source:
        head = _head(source, file.name)
        if not password:
            raise Locked(f"“{file.name}”有密码，请输入密码")
        keys = _keys(head, password)
        if not hmac.compare_digest(source.read(HEAD_SEAL), _seal_of(head, keys)):
            raise WrongPassword(
                f"密码不对，打不开“{file.name}”，请重新输入（注意大小写和空格）；如确信密码无误，那么文件的开头已损坏，请换一个备份"
            )
        with io.BufferedReader(_Reader(source, head, keys.content, file.name), CHUNK) as content:
            yield content


def _head(source: IO[bytes], name: str) -> Head:
    """The two lines of a locked file, which nobody has vouched for yet."""
    magic, line = source.readline(_HEAD_MOST), source.readline(_HEAD_MOST)
    if magic.startswith(FAMILY) and magic != MAGIC + b"\n":
        raise Trouble(f"“{name}”由更新版本的程序加密，当前版本打不开；请安装新版程序，现有数据没有改动")
    try:
        said = json.loads(line)
        cost, chunk = Cost(said["rounds"], said["memory"]), said["chunk"]
        salt = bytes.fromhex(said["salt"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(name) from error
    numbers = (*zip(cost, (1, 8192), MOST, strict=True), (chunk, 64, CHUNK_MOST))
    if any(type(each) is not int or not least <= each <= most for each, least, most in numbers):
        raise _broken(name)
    if len(salt) != _SALT or not line.endswith(b"\n"):
        raise _broken(name)
    return Head(magic + line, cost, salt, chunk)


def _broken(name: str) -> Trouble:
    return Trouble(f"“{name}”的开头已损坏，打不开；请换一个备份，现有数据没有改动")


def _keys(head: Head, password: str) -> Keys:
    """Slow on purpose: whoever tries passwords pays this for each."""
    from nacl.pwhash import argon2id

    secret = normal(password).encode()
    try:
        made = argon2id.kdf(64, secret, head.salt, head.cost.rounds, head.cost.memory)
    except (MemoryError, RuntimeError) as error:
        raise Trouble(
            f"内存不够：加密和解密需要约{head.cost.memory >> 20}兆内存，请关闭其他程序后再试"
        ) from error
    return Keys(made[:32], made[32:])


def _seal_of(head: Head, keys: Keys) -> bytes:
    return hashlib.blake2b(head.clear, digest_size=HEAD_SEAL, key=keys.head).digest()


def _nonce(place: int, last: bool) -> bytes:
    return place.to_bytes(_NONCE - 1, "big") + bytes([last])


class _Writer(io.RawIOBase):
    def __init__(self, file: IO[bytes], head: Head, key: bytes) -> None:
        self._file, self._head, self._key = file, head, key
        self._held = bytearray()
        self._place = 0

    def writable(self) -> bool:
        return True

    def write(self, content: ReadableBuffer) -> int:
        self._held += content
        while len(self._held) > self._head.chunk:  # which chunk is the last is not known before the end
            self._seal(last=False)
        return memoryview(content).nbytes

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(last=True)

    def _seal(self, last: bool) -> None:
        from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as sealed

        content = bytes(self._held[: self._head.chunk])
        del self._held[: self._head.chunk]
        self._file.write(sealed(content, self._head.clear, _nonce(self._place, last), self._key))
        self._place += 1


class _Reader(io.RawIOBase):
    """Keeps one chunk in memory."""

    def __init__(self, source: IO[bytes], head: Head, key: bytes, name: str) -> None:
        self._source, self._head, self._key, self._name = source, head, key, name
        self._begin = source.tell()
        body = source.seek(0, os.SEEK_END) - self._begin
        self._count = max(1, -(-body // (head.chunk + SEAL)))
        self._size = body - self._count * SEAL
        self._at, self._known, self._chunk = 0, -1, b""
        self._load(
            self._count - 1
        )  # if the file was cut off, what is now its last chunk was not sealed as such

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + (0, self._at, self._size)[whence]
        return self._at

    def readinto(self, room: WriteableBuffer) -> int:
        place, start = divmod(self._at, self._head.chunk)
        if self._at >= self._size:
            return 0
        self._load(place)
        target = memoryview(room).cast("B")
        part = self._chunk[start : start + len(target)]
        target[: len(part)] = part
        self._at += len(part)
        return len(part)

    def _load(self, place: int) -> None:
        from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as unsealed
        from nacl.exceptions import CryptoError

        if place == self._known:
            return
        last = place == self._count - 1
        self._source.seek(self._begin + place * (self._head.chunk + SEAL))
        sealed = self._source.read(self._head.chunk + SEAL)
        try:
            if len(sealed) < SEAL:
                raise CryptoError
            self._chunk = unsealed(sealed, self._head.clear, _nonce(place, last), self._key)
        except CryptoError as error:
            where = "结尾被截断或" if last else f"第{place * self._head.chunk // 1048576 + 1}兆处"
            raise Trouble(
                f"“{self._name}”{where}已损坏，这个文件不完整；请换一个备份，现有数据没有改动"
            ) from error
        self._known = place

"""The parts of an Office file: read when asked for, written back byte for byte unless they were changed."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from fupin_desktop.exchange.content import damaged, reading

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_declared = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*\?>")
_declaration = re.compile(r"^\s*<\?xml[^>]*\?>\s*")


def parse(data: bytes) -> Any:
    """An XML part as a tree; nothing outside of it is fetched, no entity is opened."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def as_bytes(root: Any) -> bytes:
    """A tree as a part."""
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def local(element: Any) -> str:
    """An element's name without its namespace, "" for comments."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def namespace(element: Any) -> str:
    return str(etree.QName(element).namespace or "")


def utf8(data: bytes) -> bytes:
    """A part in UTF-8, whatever it says it is written in."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _declaration.sub("", data.decode("utf-16")).encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    said = _declared.match(data[:200])
    if said is None or said[1].lower() in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        return data
    return _declaration.sub("", data.decode(said[1].decode("ascii"))).encode()


class Relations:
    """What one part points to."""

    def __init__(self, owner: str, root: Any, base: str = OFFICE) -> None:
        self._folder, self._base = posixpath.dirname(owner), base
        self._root = root
        self.changed = False

    def of_kind(self, kind: str) -> list[tuple[str, str]]:
        """(id, part) of the targets whose type ends so: worksheet, comments, styles."""
        return [
            (each.get("Id"), self.part(each.get("Target", "")))
            for each in self._root
            if each.get("Type", "").rpartition("/")[2].lower() == kind.lower()
            and each.get("TargetMode") != "External"
        ]

    def target(self, id: str) -> str | None:
        """The part with an id."""
        return next((self.part(each.get("Target", "")) for each in self._root if each.get("Id") == id), None)

    def part(self, target: str) -> str:
        path = target.replace("\\", "/")
        return (
            posixpath.normpath(path[1:])
            if path.startswith("/")
            else posixpath.normpath(posixpath.join(self._folder, path))
        )

    def add(self, kind: str, part: str) -> str:
        """Point to one more part, give its id. ``kind`` is the end of the type, or the whole of it."""
        taken = {each.get("Id") for each in self._root}
        number = len(taken) + 1
        while f"rId{number}" in taken:
            number += 1
        whole = kind if "://" in kind else f"{self._base}/{kind}"
        element = etree.SubElement(self._root, f"{{{_RELATIONS}}}Relationship")
        element.set("Id", f"rId{number}")
        element.set("Type", whole)
        element.set("Target", posixpath.relpath(part, self._folder or "."))
        self.changed = True
        return f"rId{number}"

    def drop(self, part: str) -> None:
        """Point to a part no more."""
        for each in [each for each in self._root if self.part(each.get("Target", "")) == part]:
            self._root.remove(each)
            self.changed = True

    def data(self) -> bytes:
        return as_bytes(self._root)


class Package:
    """An Office file. Raises Trouble where it is damaged; the file itself is never written to."""

    def __init__(self, source: Path, name: str = "") -> None:
        self.name = name or source.name
        with reading(self.name):
            try:
                self._archive = zipfile.ZipFile(source)
            except (zipfile.BadZipFile, NotImplementedError):
                raise damaged(self.name) from None
        self._members = {info.filename.replace("\\", "/").lower(): info for info in self._archive.infolist()}
        self._new: dict[str, bytes] = {}
        self._names: dict[str, str] = {}
        self._gone: set[str] = set()
        self._relations: dict[str, Relations] = {}
        self._types: Any = None
        self._types_changed = False

    def close(self) -> None:
        self._archive.close()

    def __contains__(self, part: str) -> bool:
        key = part.lower()
        return key in self._new or (key in self._members and key not in self._gone)

    def parts(self) -> list[str]:
        """All parts by name, small letters."""
        return [*(each for each in self._members if each not in self._gone), *self._new]

    def read(self, part: str) -> bytes:
        """A part's bytes. Raises Trouble when it is missing or damaged."""
        key = part.lower()
        if key in self._new:
            return self._new[key]
        try:
            return self._archive.read(self._members[key])
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise damaged(self.name) from None

    def tree(self, part: str) -> Any:
        """A part as XML. Raises Trouble when it is none."""
        try:
            return parse(self.read(part))
        except etree.XMLSyntaxError:
            raise damaged(self.name) from None

    def write(self, part: str, data: bytes, content_type: str = "") -> None:
        """Put a part in the place of the old one, or add it; a new one needs its content type."""
        self._gone.discard(part.lower())
        self._new[part.lower()] = data
        self._names.setdefault(part.lower(), part)
        if content_type:
            self._set_type(part, content_type)

    def remove(self, part: str) -> None:
        """Take a part out, with its content type."""
        self._gone.add(part.lower())
        self._new.pop(part.lower(), None)
        for each in [
            each for each in self._content_types() if each.get("PartName", "").lower() == f"/{part}".lower()
        ]:
            self._types.remove(each)
            self._types_changed = True

    def free_name(self, pattern: str) -> str:
        """A name that no part has yet: xl/comments{}.xml."""
        number = 1
        while pattern.format(number) in self:
            number += 1
        return pattern.format(number)

    def relations(self, part: str) -> Relations:
        """What a part points to; "" for the file itself."""
        if part not in self._relations:
            place = _relations_of(part)
            root = (
                self.tree(place)
                if place in self
                else etree.Element(f"{{{_RELATIONS}}}Relationships", nsmap={None: _RELATIONS})
            )
            base = STRICT if STRICT.encode() in self.read("_rels/.rels") else OFFICE
            self._relations[part] = Relations(part, root, base)
        return self._relations[part]

    def content_type(self, part: str) -> str:
        """What kind of part this is said to be."""
        wanted = f"/{part}".lower()
        ending = part.rpartition(".")[2].lower()
        for each in self._content_types():
            if each.get("PartName", "").lower() == wanted:
                return str(each.get("ContentType"))
        for each in self._content_types():
            if each.get("Extension", "").lower() == ending:
                return str(each.get("ContentType"))
        return ""

    def default_type(self, ending: str, content_type: str) -> None:
        """Say what all parts with an ending are, unless that is said."""
        if not any(each.get("Extension", "").lower() == ending for each in self._content_types()):
            element = etree.Element(f"{{{_TYPES}}}Default", Extension=ending, ContentType=content_type)
            self._types.insert(0, element)
            self._types_changed = True

    def _content_types(self) -> Any:
        if self._types is None:
            self._types = self.tree("[Content_Types].xml")
        return self._types

    def _set_type(self, part: str, content_type: str) -> None:
        if self.content_type(part) != content_type:
            element = etree.SubElement(self._content_types(), f"{{{_TYPES}}}Override")
            element.set("PartName", f"/{part}")
            element.set("ContentType", content_type)
            self._types_changed = True

    def save(self, path: Path) -> None:
        """Write the whole file: untouched parts as they are, in their order, then the new ones."""
        for part, relations in self._relations.items():
            if relations.changed:
                self.write(_relations_of(part), relations.data())
        if self._types_changed:
            self.write("[Content_Types].xml", as_bytes(self._types))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
            for key, info in self._members.items():
                if key not in self._gone:
                    same = zipfile.ZipInfo(info.filename, info.date_time)
                    same.external_attr, same.compress_type = info.external_attr, zipfile.ZIP_DEFLATED
                    out.writestr(same, self.read(key) if not info.is_dir() else b"")
            for key, data in self._new.items():
                if key not in self._members:
                    out.writestr(self._names[key], data)


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")

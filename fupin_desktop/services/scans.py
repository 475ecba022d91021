"""扫描件: pictures and PDFs that a document camera puts into a folder are sorted to household and paper by the clerk."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fupin_desktop.db.store import Store, Unit
from fupin_desktop.domain.errors import Refused, Trouble
from fupin_desktop.domain.fields import Problem, as_values, problems
from fupin_desktop.domain.visit import Attachment
from fupin_desktop.services.files import Files, sha256_of

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".pdf"})
SORTED = "已归入"
"""Where a file goes that was taken: below the folder that is watched. Nothing is ever deleted there."""
SETTLED = 2.0
"""Seconds: a file that was written to just now may still grow."""
TAIL = 65_536
_ENDS = {b"\xff\xd8\xff": b"\xff\xd9", b"\x89PN": b"IEND", b"%PD": b"%%EOF"}
"""How files begin and what stands near the end of a whole one."""
OVERRIDE = "确需如此，请写明理由"
PAPERS = (
    "申请书", "户口簿复印件", "身份证复印件", "入户调查表", "收入核算表", "民主评议记录", "承诺授权书", "帮扶计划表",
    "脱贫确认书", "残疾证复印件", "诊断证明", "低保证复印件", "学籍证明", "务工证明", "房屋鉴定报告", "建房协议",
    "验收表", "补助资金签领表", "分户协议", "死亡证明", "照片",
)  # fmt: skip
"""Papers that lie in the files of households, offered first; any other name may be typed."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file in the watched folder. ``trouble`` says why it cannot be taken yet, "" when it can."""

    path: Path
    size: int
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was taken: its record, where it lies now, and what went wrong with moving it, if anything."""

    attachment: Attachment
    moved: Path | None
    remark: str = ""


class Scans:
    """Sorts scans into the office's files."""

    def __init__(self, store: Store, files: Files) -> None:
        self._store, self._files = store, files
        self._sizes: dict[Path, int] = {}

    def waiting(self, folder: Path) -> list[Waiting]:
        """What lies in the folder and was not sorted, the oldest first. Raises Trouble when it cannot be read."""
        try:
            found = [
                (each, each.stat())
                for each in folder.iterdir()
                if each.suffix.lower() in SUFFIXES and each.is_file()
            ]
        except OSError as error:
            raise Trouble(
                f"扫描文件夹“{folder}”打不开（可能已改名、移走或没有权限），请在“走访—扫描件”里重新选择"
            ) from error
        found.sort(key=lambda pair: (pair[1].st_mtime, pair[0].name))
        known, self._sizes = self._sizes, {path: stat.st_size for path, stat in found}
        return [
            Waiting(
                path, stat.st_size,
                _unready(path, grows=known.get(path) != stat.st_size and time.time() - stat.st_mtime < SETTLED),
            )
            for path, stat in found
        ]  # fmt: skip

    def papers(self) -> list[str]:
        """Names of papers to choose from: the usual ones, then those that the office used."""
        with self._store.read() as unit:
            used = unit.rows(
                "SELECT paper FROM attachment WHERE paper <> '' GROUP BY paper ORDER BY count(*) DESC"
            )
        return list(dict.fromkeys([*PAPERS, *(row[0] for row in used)]))

    def take(
        self, file: Path, household: int, paper: str, on: date, *, subject: str = "household",
        subject_id: int | None = None, reason: str = "",
    ) -> Taken:  # fmt: skip
        """Keep a file as a paper of a household (or of one of its steps, visits …) and move it to ``已归入``.

        Raises Refused: no name of a paper, the file is there already (as another paper or of another household only
        with a reason). Raises Trouble: half written, unreadable, no picture.
        """
        attachment = Attachment(
            household_id=household, subject=subject, subject_id=subject_id if subject_id is not None else household,
            paper=paper.strip(), sha256="-", name=file.name[:120], caption=reason.strip()[:120], taken_on=on,
        )  # fmt: skip
        wrong = list(problems(Attachment, as_values(attachment)))
        if not attachment.paper:
            wrong.append(Problem("paper", "请写明是什么材料（如：申请书、户口簿复印件）"))
        if wrong:
            raise Refused(wrong)
        if trouble := _unready(file, grows=False):
            raise Trouble(trouble)
        sha = self._files.add(file)
        with self._store.write(f"归入扫描件：{attachment.paper}（{file.name}）"[:200]) as unit:
            unit.households.get(household)
            _refuse_twice(unit, attachment, sha, file.name, bool(reason.strip()))
            kept = unit.attachments.save(replace(attachment, sha256=sha))
        return _moved(kept, file, sha)

    def of_household(self, household: int) -> list[Attachment]:
        """Everything that was attached to a household, its visits, its steps and its events; the newest first."""
        with self._store.read() as unit:
            return unit.attachments.all(household_id=household, order=("taken_on", "id"))[::-1]

    def path(self, attachment: Attachment) -> Path:
        """The kept file. Raises Trouble when it is gone."""
        return self._files.path_of(attachment.sha256)

    def remove(self, attachment: Attachment) -> None:
        """Take a paper off again; the file stays for undo."""
        with self._store.write(f"移除附件：{attachment.paper or attachment.name}"[:200]) as unit:
            unit.attachments.remove(attachment)


def _unready(file: Path, *, grows: bool) -> str:
    """Why a file cannot be taken yet: it still grows, it is empty, it lacks its end, it cannot be read."""
    try:
        size = file.stat().st_size
        with file.open("rb") as opened:
            start = opened.read(3)
            opened.seek(max(0, size - TAIL))
            end = opened.read()
    except FileNotFoundError:
        return f"“{file.name}”已不在扫描文件夹里（可能被移走或改名），请刷新"
    except OSError:
        return f"“{file.name}”读不出来（可能正被扫描程序使用，或没有权限），请稍后再试"
    if grows or size == 0 or (start in _ENDS and _ENDS[start] not in end):
        return f"“{file.name}”还没有写完（可能扫描仪正在保存），请稍后再试；一直这样请重新扫描"
    return ""


def _refuse_twice(unit: Unit, new: Attachment, sha: str, name: str, reasoned: bool) -> None:
    for old in unit.attachments.all(sha256=sha):
        whose = "这一户"
        if old.household_id != new.household_id:
            home = unit.households.some([old.household_id or 0]).get(old.household_id or 0)
            whose = f"{home.village}{home.head}户" if home else "公示或会议材料"
        day = f"（{old.taken_on}）" if old.taken_on else ""
        said = f"“{name}”与{whose}已归入的“{old.paper or old.name}”{day}是同一个文件"
        if (old.household_id, old.paper) == (new.household_id, new.paper):
            raise Refused([Problem("file", f"{said}，不用再归入")])
        if not reasoned:
            raise Refused([Problem("reason", f"{said}，请核对是否选错；{OVERRIDE}")])


def _moved(kept: Attachment, file: Path, sha: str) -> Taken:
    """Move a file that was taken out of the way, under a name that is free; the record holds either way."""
    try:
        folder = file.parent / SORTED
        folder.mkdir(exist_ok=True)
        target, number = folder / file.name, 1
        while target.exists() and sha256_of(target) != sha:
            number += 1
            target = folder / f"{file.stem}-{number}{file.suffix}"
        return Taken(kept, file.replace(target))
    except OSError:
        said = (
            f"“{file.name}”已归入，但没能移到“{SORTED}”文件夹（没有权限或正被使用），请手工移走，以免再次出现"
        )
        return Taken(kept, None, said)

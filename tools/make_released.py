"""Makes an office with the program of an earlier version, as its users left it, for tests/released.

    python tools/make_released.py VERSION…

takes that version's source out of the history, lets that program itself do a few months' work in an empty folder, and writes
VERSION.tar.xz: the office's folder, its backup, the PC's settings.json, and in said.json what that program said of the office.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RELEASED = ROOT / "tests" / "released"
LAST = {"0.1.0": "12578cf", "0.2.0": "928ac16", "0.3.0": "2908ec0", "0.4.0": "96f6ae1"}
"""The last commit of each version."""
SAID = "said.json"
BY = "李经办"
FIRST, SECOND, THIRD = "650000000001", "650000000019", "650000000055"
"""The households that are changed and shown."""
HOUSEHOLDS = "12"
DAY = "2018-05-08"

AT_THE_WINDOW = """
import sys
from pathlib import Path
from fupin_desktop import settings
from fupin_desktop.domain.housing import Photo, Slot
from fupin_desktop.services.drafts import Draft
from fupin_desktop.services.office import Office
from fupin_desktop.domain.household import Person
from fupin_desktop.ui.household.members import COLUMNS
from fupin_desktop.ui.records.grid import GridModel
from datetime import date
import dataclasses
import json

office = Office.open(Path("办公室"), by="李经办")
facts = office.settings.facts()
office.settings.save(dataclasses.replace(facts, reviewer="王审核", people=("李经办", "赵经办")))
with office.store.read() as unit:
    home = unit.households.all(number=sys.argv[1])[0].id
    house = unit.renovations.all()[0]
Path("竣工.png").write_bytes(bytes.fromhex(sys.argv[2]))
office.housing.add_photo(
    Photo(household_id=house.household_id, renovation_id=house.id, slot=list(Slot)[0], sha256="0" * 64, caption="竣工"), Path("竣工.png")
)
file = office.households.open(home)
members = GridModel(Person, COLUMNS, today=date.today)
members.show_records(file.present(date.today()))
members.enter(0, COLUMNS.index("phone"), "13900000001")
row = json.dumps([members.text(0, column) for column in range(members.columnCount())])
office.drafts.keep(Draft(f"people:{home}", f"{file.household.head} 家庭成员", {"0": row}))
office.drafts.keep(Draft(f"household:{home}", f"{file.household.head} 基本情况", {"address": "月亮村1组64号"}))
office.close()
settings.change(office="办公室", worker="李经办", text_scale=120, last_folder="出件", lists={"households": "40,80"})
"""
"""What the command line has no word for: settings, a photo, something typed and not saved, what the PC remembers."""
WHITE = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
"""A picture of one white pixel."""

WORDING = """
from pathlib import Path
from fupin_desktop.services.office import Office

office = Office.open(Path("办公室"), by="李经办")
name = next(iter(office.reporting.composed("monthly", "2018-05")))
office.wordings.keep("monthly", "2018-05", name, "六月做好危房改造扫尾。")
office.close()
"""

WAIVING = """
from datetime import date
from pathlib import Path
from fupin_desktop.services.office import Office

office = Office.open(Path("办公室"), by="李经办")
checked = office.doctor.examine(on=date(2018, 5, 8))
office.doctor.remember(checked)
office.doctor.waive(checked.findings[:1], "入户看过，属实", "李经办", date(2019, 5, 8), on=date(2018, 5, 8))
office.close()
"""


class Old:
    """The program of one version, at work in a folder."""

    def __init__(self, code: Path, home: Path) -> None:
        self.home = home
        self.environment = {
            **os.environ, "PYTHONPATH": str(code), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1",
            "FUPIN_CONFIG": "设置", "FUPIN_LOGS": "日志", "QT_QPA_PLATFORM": "offscreen",
        }  # fmt: skip

    def say(self, *words: str) -> str:
        """One command of this version's command line; gives what it said."""
        return self._run("-m", "fupin_desktop", "--office", "办公室", "--by", BY, *words)

    def ask(self, *words: str) -> Any:
        """One question, answered as JSON."""
        return json.loads(self.say("--json", *words))

    def do(self, code: str, *words: str) -> None:
        """Something of this version's services."""
        self._run("-c", code, *words)

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(words)[:200]}\n{done.stdout}{done.stderr}")
        return done.stdout


def first(old: Old) -> None:
    """What every version can do: look, change, import, take back, print."""
    old.say("demo", "--households", HOUSEHOLDS)
    old.do(AT_THE_WINDOW, FIRST, WHITE)
    old.say("edit", SECOND, "phone=13900000010", "--evidence", "入户登记")
    old.say("export", "people", "名单.xlsx")
    change_cell(old.home / "名单.xlsx", THIRD, "家庭住址", "泥土村1组新址")
    old.say("import", "名单.xlsx", "--on", "2018-06-05")
    old.say("edit", FIRST, "phone=13900000002", "--evidence", "打电话核实")
    old.say("undo")
    old.say("notice", "identification", "--village", "月亮村", "--on", DAY, "--out", "出件")
    old.say("report", "monthly", "2018-05", "--on", DAY, "--out", "出件/月报.pdf")


def second(old: Old) -> None:
    """Papers: files whose pages are signed, a roster's scheme, a paragraph in the clerk's words."""
    old.say("form", "plan", "--household", FIRST, "--on", DAY, "--out", "出件")
    old.say("form", "household_file", "--household", FIRST, "--year", "2018", "--on", DAY, "--out", "出件")
    old.say(
        "printed",
        "--household",
        FIRST,
        "--kind",
        "household_file",
        "--year",
        "2018",
        "--sign",
        "2-1",
        "--on",
        DAY,
    )
    old.say(
        "scheme", "save", "低保户签领", "--list", "households", "--title", "低保金签领表", "--column", "head"
    )
    old.do(WORDING)


def third(old: Old) -> None:
    """Sheets: an import that waits, a form from above, a finding that is in order, villages' sheets."""
    old.say("export", "people", "待处理.xlsx")
    change_cell(old.home / "待处理.xlsx", SECOND, "家庭住址", "水村1组新址")
    old.say("import", "待处理.xlsx", "--keep", "--on", "2018-06-20")
    old.say("forms", "keep", "帮扶月报", "帮扶工作月报表")
    old.say("sheets", "out", "people", "--out", "出件", "--ask", "成员联系电话")
    old.do(WAIVING)


def fourth(old: Old) -> None:
    """Procedures: a step, a posted notice, a visit, an event, a reminder, a share of the year's size, a year opened."""
    votes = ("应到人数=30", "实到人数=25", "有效票=25", "赞成=24", "反对=1", "弃权=0")
    old.say(
        "step",
        "exit",
        FIRST,
        "assembly",
        "--on",
        "2018-05-07",
        *(word for each in votes for word in ("--set", each)),
    )
    (made,) = (each["id"] for each in old.ask("posting", "list")["postings"])
    old.say("posting", "post", str(made), "--who", BY, "--on", DAY)
    old.say("visit", "add", FIRST, "--on", "2018-05-06", "--talk", "看望", "--appeal", "门前路面坏了")
    old.say("remind", "add", "交半年总结", "--until", "2018-06-30", "--household", FIRST, "--flag", "red")
    old.say(
        "event",
        "death",
        SECOND,
        "--person",
        "唐龙",
        "--on",
        "2018-05-02",
        "--reason",
        "病故",
        "--paper",
        "死亡证明",
    )
    old.say("year", "open", "2019", "--on", "2019-01-10")


def change_cell(file: Path, household: str, heading: str, text: str) -> None:
    """Type something else into a cell of each row of a household."""
    from openpyxl import load_workbook

    book = load_workbook(file)
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(min_row=1))
    head = next(row for row in rows if any(cell.value == heading for cell in row))
    at = {str(cell.value): cell.column for cell in head}
    for row in rows[head[0].row :]:
        if str(row[at["户编号"] - 1].value) == household:
            row[at[heading] - 1].value = text
    book.save(file)


STEPS = (first, second, third, fourth)


def said(old: Old) -> dict[str, Any]:
    """What that version says of the office: figures, three households, its history."""
    return {
        "figures": old.ask("figures", "--on", DAY),
        "households": {number: old.ask("show", number) for number in (FIRST, SECOND, THIRD)},
        "history": old.ask("history", "--last", "100")["acts"],
    }


def make(version: str) -> None:
    """Make VERSION.tar.xz."""
    with tempfile.TemporaryDirectory() as room:
        code, home = Path(room) / "code", Path(room) / "home"
        code.mkdir()
        home.mkdir()
        packed = subprocess.run(["git", "archive", LAST[version]], cwd=ROOT, capture_output=True, check=True)
        subprocess.run(["tar", "x", "-C", str(code)], input=packed.stdout, check=True)
        old = Old(code, home)
        for step in STEPS[: list(LAST).index(version) + 1]:
            step(old)
        old.say("backup", "备份.fupin")
        old.say("edit", FIRST, "phone=13900000003", "--evidence", "备份之后又改")
        RELEASED.mkdir(exist_ok=True)
        (home / SAID).write_text(json.dumps(said(old), ensure_ascii=False, indent=1), encoding="utf-8")
        pack(home, RELEASED / f"{version}.tar.xz")


def pack(home: Path, target: Path) -> None:
    """The office, its backup, the PC's settings and what was said; no owner, no time."""
    (home / "办公室" / "office.lock").unlink(missing_ok=True)
    shutil.rmtree(home / "办公室" / "backups")
    with tarfile.open(target, "w:xz", preset=9) as archive:
        for name in (SAID, "办公室", "备份.fupin", "设置"):
            archive.add(home / name, name, filter=plain)


def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    for each in sys.argv[1:]:
        make(each)

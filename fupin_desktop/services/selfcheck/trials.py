"""What the program makes, tried out on an invented township: faces, database, backup, PDF, Word, Excel, chart."""

from __future__ import annotations

import secrets
import zipfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from fupin_desktop import assets
from fupin_desktop.domain.lists import Search
from fupin_desktop.services.selfcheck import Finding, Item, Room, Wrong

RARE = "龑䶮㛃𬭎㙓"
"""Characters of names that many faces lack; the fourth is beyond U+FFFF."""
HOUSEHOLDS = 12
FOLDER = "试用 办公室"
DAY = date(2018, 6, 11)
NOTICE, RARE_PAPER, WORD, SHEET, CHART = "公示", "生僻字.pdf", "月报.docx", "名册.xlsx", "统计图.png"


def faces(_: Room) -> Finding:
    """Each shipped face is there and is what the manifest says."""
    names = assets.font_names()
    wrong = [name for name in names if not assets.is_genuine(name)]
    if wrong:
        raise Wrong(f"字体{'、'.join(wrong)}与清单不符；请重新安装程序")
    return Finding(f"自带的{len(names)}种字体都在，内容无误", details={"faces": list(names)})


def rare_characters(_: Room) -> Finding:
    """Each rare character has a face on paper."""
    from fupin_desktop.reports.faces import missing

    if absent := missing(RARE):
        raise Wrong(f"生僻字{'、'.join(absent)}没有字体可印；请重新安装程序")
    return Finding(f"生僻字{RARE}都能印在PDF上")


def database(room: Room) -> Finding:
    """A database in a folder with Chinese and blanks: every migration, an act, its undoing, the invented township."""
    from fupin_desktop.db.upgrade import known
    from fupin_desktop.domain.village import Village
    from fupin_desktop.services.demo import fill_demo
    from fupin_desktop.services.office import Office

    with ExitStack() as left:
        office = Office.open(room.folder / FOLDER, by="自检", create=True)
        left.callback(office.close)
        office.settings.save_village(Village(name="自检村", county="星海县", township="星星镇"))
        office.undo()
        if office.settings.villages():
            raise Wrong("撤销没有做成；请把自检结果交给支持人员")
        households, people = fill_demo(office, households=HOUSEHOLDS)
        found = office.safety.verify()
        if not found.ok:
            raise Wrong(f"数据库检查不通过：{found.problems[0]}；请把自检结果交给支持人员")
        left.pop_all()
    room.trial = office
    told = f"建库、{len(known())}步升级、写入{households}户{people}人、撤销、检查都正常"
    return Finding(told, details={"households": households, "people": people, "migrations": len(known())})


def backup(room: Room) -> Finding:
    """A backup with a password, put back into a folder of its own, holds the same."""
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.safety import restore

    everybody = Search(registered=True)
    before = room.office.households.ids(everybody)
    password = secrets.token_hex(8)
    file = room.office.safety.backup(room.folder / "备份 一份.fupin", password=password)
    there = room.folder / "恢复 出来"
    restore(there, file, password=password)
    again = Office.open(there)
    try:
        after = again.households.ids(everybody)
    finally:
        again.close()
    if before != after:
        raise Wrong(f"备份恢复出来是{len(after)}户，应是{len(before)}户；请把自检结果交给支持人员")
    return Finding(
        f"加密备份（{_kilobytes(file)}）并恢复，{len(after)}户都在", details={"bytes": file.stat().st_size}
    )


def notice(room: Room) -> Finding:
    """A village's notice, and a page with rare characters, as PDF."""
    from fupin_desktop.reports.document import Document, Paragraph
    from fupin_desktop.reports.pdf import write_pdf

    made = room.office.notices.write(
        "identification", room.folder / NOTICE, villages=("月亮村",), start=DAY, year=DAY.year
    )
    write_pdf(Document(title="生僻字", blocks=(Paragraph(RARE),)), room.folder / RARE_PAPER)
    names = [each.relative_to(room.folder / NOTICE).as_posix() for each in made.files]
    return Finding(f"做了一个村的公示（{_kilobytes(made.files[0])}）", details={"files": names})


def word(room: Room) -> Finding:
    """A monthly report as .docx, read back."""
    file = room.folder / WORD
    room.office.reporting.write("monthly", "2018-05", file, on=DAY)
    with zipfile.ZipFile(file) as archive:
        text = archive.read("word/document.xml").decode("utf-8")
    if "星星镇" not in text:
        raise Wrong("Word文件写出来，读回去不对；请把自检结果交给支持人员")
    return Finding(f"写月报（{_kilobytes(file)}）并读回，内容无误")


def sheet(room: Room) -> Finding:
    """The list of people as .xlsx, read back."""
    from fupin_desktop.exchange.reading import read_rows

    file = room.folder / SHEET
    written = room.office.exporting.export("people", file)
    read = len(read_rows(file).people)
    if not written or read != written:
        raise Wrong(f"写{written}行，读回{read}行，Excel文件不对；请把自检结果交给支持人员")
    return Finding(f"写{written}人并读回，一行不少", details={"rows": written})


def chart(room: Room) -> Finding:
    """A chart with Chinese words as .png."""
    kind = next(iter(room.office.charts.kinds()))
    file = room.office.charts.write(kind, room.folder / CHART)
    if file.read_bytes()[:4] != b"\x89PNG":
        raise Wrong("统计图没有画成；请把自检结果交给支持人员")
    return Finding(f"画一幅统计图（{_kilobytes(file)}）")


def _kilobytes(file: Path) -> str:
    return f"{max(1, file.stat().st_size // 1024)} KB"


ITEMS = (
    Item("faces", "字体", faces),
    Item("rare", "生僻字", rare_characters),
    Item("database", "数据库", database),
    Item("backup", "备份和恢复", backup),
    Item("notice", "公示（PDF）", notice),
    Item("word", "Word文件", word),
    Item("sheet", "Excel文件", sheet),
    Item("chart", "统计图", chart),
)

"""How fast papers are set: all notices, 218 plans in one PDF, a 200-row notice against bare reportlab's table of its cells."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from benchmarks.forms import a_township
from benchmarks.word import LATER, ON
from fupin_desktop.domain.notice import KINDS as KINDS_OF_NOTICE
from fupin_desktop.reports.document import Document, Heading, Kind, Paragraph, Signature, Style, Table
from fupin_desktop.reports.pdf import write_pdf
from fupin_desktop.services.office import Office

NAMES = ("高杰武", "唐桂雪", "孙垚", "程芳", "冯涛强", "宋娥", "陈小红", "林敏昇", "袁洋㛃", "唐军涛")
NOTICES = 2.0
KINDS = (Kind.CENTRE, Kind.CENTRE, Kind.TEXT, Kind.NUMBER)


def a_plan_page(place: int) -> Document:
    """A page of the size of 一户一策: four small tables and some lines."""
    name = NAMES[place % len(NAMES)]
    heads = ("序号", "措施类别", "帮扶内容", "金额")
    rows = [
        (str(n), "产业帮扶", f"发放生产母羊{n + place % 7}只，签订代养协议", f"{1000 + place + n}.50")
        for n in range(1, 6)
    ]
    blocks = [
        Paragraph(f"户主{name}，月亮村{place % 6 + 1}组，家庭人口{place % 6 + 1}人，主要致贫原因缺技术，帮扶责任人王干部。"),
        *(each for part in ("家庭情况", "帮扶措施", "资金来源", "进展成效")
          for each in (Heading(part, 3), Table(heads, rows, kinds=KINDS, widths=(3, 6, 18, 6)))),
    ]  # fmt: skip
    return Document(title=f"{name}一户一策帮扶计划表", blocks=blocks, style=Style.NOTICE)


def a_notice() -> Document:
    """A village's notice with 200 rows."""
    rows = [(str(n), f"{n % 6 + 1}组", NAMES[n % len(NAMES)], str(n % 6 + 1)) for n in range(1, 201)]
    table = Table(("序号", "村民小组", "户主姓名", "人口"), rows, kinds=KINDS, widths=(3, 5, 6, 3))
    words = "根据国家精准扶贫工作有关规定，经农户申请、入户调查、民主评议，现将名单予以公示。"
    return Document(
        title="水村2018年贫困户初选名单公示", style=Style.NOTICE,
        blocks=[Paragraph(words), table, Signature(("水村村民委员会",), date(2018, 5, 8))],
    )  # fmt: skip


def bare(path: Path) -> None:
    """The same cells, drawn by reportlab's own table."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Platypus

    from fupin_desktop.assets import font_path

    if "bare" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("bare", str(font_path("FandolFang-Regular"))))
    notice = a_notice()
    table = next(each for each in notice.blocks if isinstance(each, Table))
    cells = [list(table.heads), *(list(row) for row in table.rows)]
    style = [("FONT", (0, 0), (-1, -1), "bare", 14), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    SimpleDocTemplate(str(path), pagesize=A4).build([Platypus(cells, repeatRows=1, style=style)])


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """The median of some runs, after one that warms the fonts."""
    work()
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return sorted(found)[times // 2]


def notices(folder: Path, out: Path) -> None:
    """Write every kind of notice of all villages: the first with its faces to open, in a process that has none."""
    office = Office.open(folder, by="李经办")
    counted, whole = 0, 0.0
    try:
        for number, kind in enumerate(KINDS_OF_NOTICE):
            begun = time.perf_counter()
            written = office.notices.write(kind, out, start=LATER.get(kind, ON), year=ON.year)
            taken = time.perf_counter() - begun
            counted, whole = counted + len(written.files), whole + taken
            if number == 0 or len(written.files) == len(office.settings.villages()):
                first = "，含装入字体" if number == 0 else ""
                print(
                    f"{KINDS_OF_NOTICE[kind].label}{len(written.files)}个村：{taken:.2f} 秒（限 {NOTICES:.0f} 秒{first}）"
                )
    finally:
        office.close()
    print(f"全部{len(KINDS_OF_NOTICE)}种公示公告，{counted}个文件：{whole:.2f} 秒")


def main() -> None:
    """Print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        office = a_township(out)
        office.close()
        notices(office.folder, out / "notices")
        plans = [a_plan_page(place) for place in range(218)]
        begun = time.perf_counter()
        pages = write_pdf(plans, out / "plans.pdf")
        print(f"218户一户一策 {pages}页：{time.perf_counter() - begun:.2f} 秒（限 5 秒，含装入字体）")
        ours = seconds(lambda: write_pdf(a_notice(), out / "notice.pdf"))
        floor = seconds(lambda: bare(out / "bare.pdf"))
        print(f"200行公示：{ours:.3f} 秒，reportlab 表格 {floor:.3f} 秒，比值 {ours / floor:.2f}（限 2.0）")


if __name__ == "__main__":
    main()

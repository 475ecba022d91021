"""The main job without a screen: a township, a month's export, notices, reports and charts, into one folder."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop import assets
from fupin_desktop.domain import disk
from fupin_desktop.domain.errors import Refused, Stale, Trouble
from fupin_desktop.domain.paper import How

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

SAMPLE = "贫困户信息_20180608.xlsx"
POSTED = date(2018, 6, 11)
NOTICES = {
    "identification": "识别初选名单公示",
    "exit": "拟退出公示",
    "housing": "危房改造补助对象公示",
    "monitoring": "监测对象公示",
}
MONTH, QUARTER, DATED = "2018-05", "2018Q2", date(2018, 6, 30)

Step = Callable[["Office", Path], str]


def main(words: Sequence[str]) -> int:
    """``python -m fupin_desktop.headless DIR``. Gives 0, or 1 with one sentence on what is wrong."""
    if len(words) != 1:
        print("用法：python -m fupin_desktop.headless 文件夹", file=sys.stderr)
        return 2
    try:
        run(Path(words[0]))
    except (Refused, Stale, Trouble) as error:
        print(str(error).replace("\n", "；"), file=sys.stderr)
        return 1
    except OSError as error:
        where = error.filename or words[0]
        print(f"不能写入“{where}”（{disk.why(error, where)}），请换一个可以写入的文件夹", file=sys.stderr)
        return 1
    return 0


def run(asked: Path) -> Path:
    """Do the whole job and say what was made and how long each step took. Gives the folder it lies in."""
    from fupin_desktop.services.office import Office

    out = fresh(asked)
    if out != asked:
        print(f"“{asked}”里已有上次运行的结果，没有改动；这次的结果放入“{out}”")
    for each in ("公示", "报表", "图表"):
        (out / each).mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    office = Office.open(out / "office", by="李经办", create=True)
    try:
        for name, step in STEPS.items():
            start = time.perf_counter()
            said = step(office, out)
            print(f"{name}：{said}（{time.perf_counter() - start:.1f}秒）", flush=True)
    finally:
        office.close()
    print(f"全部完成，共{time.perf_counter() - began:.1f}秒，结果在“{out}”")
    return out


def fresh(asked: Path) -> Path:
    """A folder where no earlier run lies: the one asked for, or a numbered one inside it."""
    if not (asked / "office").exists():
        return asked
    return next(place for number in range(2, 10_000) if not (place := asked / f"第{number}次运行").exists())


def load(office: Office, _: Path) -> str:
    """The demo township."""
    from fupin_desktop.services.demo import fill_demo

    households, people = fill_demo(office)
    return f"{households}户{people}人（全部虚构）"


def bring_in(office: Office, _: Path) -> str:
    """The export that ships with the program: the same township a month later."""
    draft = office.importing.read(assets.root() / "samples" / SAMPLE)
    done = office.importing.apply(draft)
    gone = f"，本次未出现：{'、'.join(draft.missing)}" if draft.missing else ""
    return f"{SAMPLE}，{done.sentence}{gone}"


def post(kind: str) -> Step:
    """The notices of one kind, a file for each village that has somebody to name."""

    def notices(office: Office, out: Path) -> str:
        made = office.notices.write(
            kind, out / "公示" / NOTICES[kind], start=POSTED, year=POSTED.year, how=How.SAVED
        )
        return f"{len(made.files)}个村{made.households}户，{made.files[0].parent}"

    return notices


def report(kind: str, period: str, name: str) -> Step:
    """One periodic report."""

    def reports(office: Office, out: Path) -> str:
        made = office.reporting.write(kind, period, out / "报表" / f"{name}.pdf", on=DATED)
        return f"{made.pages}页，{made.file}"

    return reports


def draw(office: Office, out: Path) -> str:
    """Every chart."""
    made = [
        office.charts.write(kind, out / "图表" / f"{name}.png")
        for kind, name in office.charts.kinds().items()
    ]
    return f"{len(made)}幅，{made[0].parent}"


STEPS: dict[str, Step] = {
    "载入演示乡镇": load,
    "导入国扶导出": bring_in,
    **{name: post(kind) for kind, name in NOTICES.items()},
    "月报": report("monthly", MONTH, f"月报{MONTH}"),
    "季度汇总": report("quarterly", QUARTER, f"季度汇总{QUARTER}"),
    "统计图": draw,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

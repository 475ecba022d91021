"""What each command does. Each gives the JSON answer and the short Chinese words for it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble
from fupin_desktop.places import DATABASE

if TYPE_CHECKING:
    from fupin_desktop.services.office import Office

Answer = tuple[dict[str, Any], str]
Said = argparse.Namespace


class Teller:
    """Progress on stderr: a line at most every tenth of the way."""

    def __init__(self) -> None:
        self._told = -1

    def step(self, done: int, total: int, doing: str = "") -> None:
        """Say how far the work is."""
        tenth = 10 * done // total if total else 0
        if total >= 2000 and tenth != self._told:
            self._told = tenth
            print(f"{doing} {done}/{total}", file=sys.stderr)


@contextmanager
def opened(said: Said, *, create: bool = False) -> Iterator[Office]:
    """The office, closed afterwards."""
    from fupin_desktop.services.office import Office
    from fupin_desktop.services.sender import UNNAMED

    office = Office.open(said.office, database=said.database, by=said.by or UNNAMED, create=create)
    try:
        yield office
    finally:
        office.close()


def init(said: Said) -> Answer:
    """A new, empty office."""
    from fupin_desktop.domain.village import Village
    from fupin_desktop.services.settings import OfficeFacts

    if said.database is None and (said.office / DATABASE).exists():
        raise Trouble(f"“{said.office}”里已有办公室，没有改动；请换一个文件夹")
    with opened(said, create=True) as office:
        places = [
            Village(name=name, county=said.county, township=said.township, place=place)
            for place, name in enumerate(said.village)
        ]
        facts = OfficeFacts(
            unit=said.unit,
            county=said.county,
            township=said.township,
            phone=said.phone,
            report_day=said.report_day,
        )
        office.settings.begin(facts, places)
    return {"office": str(said.office)}, f"已新建空办公室：{said.office}"


def demo(said: Said) -> Answer:
    """The invented township."""
    from fupin_desktop.services.demo import fill_demo

    if said.households < 1:
        raise Trouble(f"户数应是大于0的整数，现在是{said.households}")
    with opened(said, create=True) as office:
        households, people = fill_demo(
            office, households=said.households, seed=said.seed, era=said.era, watch=Teller()
        )
    return {
        "households": households,
        "people": people,
    }, f"已载入演示乡镇：{households}户{people}人（全部虚构）"


def figures(said: Said) -> Answer:
    """The office's own count."""
    from fupin_desktop.services.figures import as_json

    with opened(said) as office:
        found = office.figures.on(said.on, said.village) if said.on else office.figures.latest(said.village)
    answer = as_json(found)
    if not found.known:
        first = f"，最早的数据是{found.first_day}" if found.first_day else "，请先导入国扶导出表"
        return answer, f"{said.on or '现在'}无数据{first}"
    named = {"poor": "未脱贫", "lifted": "已脱贫", "stable": "其中稳定脱贫", "allowance": "享受低保"}
    if any(answer["monitored"]):
        named |= {"monitored": "监测对象", "at_risk": "其中风险未消除"}
    pairs = "，".join(f"{label}{answer[key][0]}户{answer[key][1]}人" for key, label in named.items())
    lines = [f"截至{found.on}：{answer['households']}户{answer['people']}人，{pairs}，"
             f"危房{answer['unsafe_houses']}户，在校生{answer['pupils']}人"]  # fmt: skip
    lines += [
        f"  {village}　{households}户{people}人"
        for village, (households, people) in answer["by_village"].items()
    ]
    return answer, "\n".join(lines)


def find(said: Said) -> Answer:
    """The search box."""
    with opened(said) as office:
        hits = office.search.find(said.text, said.limit)
    found = [
        {
            "household": each.household,
            "person": each.person,
            "name": each.name,
            "village": each.village,
            "group": each.group,
        }
        for each in hits
    ]
    words = "\n".join(
        f"{each.household}　{each.name}　{each.village}{each.group}　{each.why}" for each in hits
    )
    return {"hits": found}, words or f"没有找到“{said.text}”，可以试试拼音首字母、证件后四位或户编号"


def show(said: Said) -> Answer:
    """One household, whole."""
    from fupin_desktop.cli.showing import household_answer

    with opened(said) as office:
        return household_answer(office, office.households.by_number(said.household))


def edit(said: Said) -> Answer:
    """One correction."""
    from fupin_desktop.services.editing import edit_fields

    with opened(said) as office:
        act = edit_fields(
            office, said.household, said.values, person=said.person, year=said.year, evidence=said.evidence
        )
    return {"act": act}, f"已更正（第{act}号操作）" if act else "没有变化"


def history(said: Said) -> Answer:
    """What was done."""
    with opened(said) as office:
        acts = office.history.acts(said.household, said.last)
    found = [
        {"id": each.id, "label": each.label, "person": each.person, "at": each.at.isoformat(timespec="seconds"),
         "rows": each.rows, "undone": each.undone}
        for each in acts
    ]  # fmt: skip
    words = "\n".join(
        f"{each.id}　{each.at:%Y-%m-%d %H:%M}　{each.person}　{each.label}（{each.rows}条）{'　已撤销' if each.undone else ''}"
        for each in acts
    )
    return {"acts": found}, words or "还没有操作"


def undo(said: Said) -> Answer:
    """Take an act back."""
    with opened(said) as office:
        number = said.act if said.act is not None else office.history.newest()
        label = office.undo(number)
    return {"undone": number, "label": label}, f"已撤销第{number}号操作：{label}"


def pairs(said: list[str], what: str = "选项") -> dict[str, str]:
    """What was said as NAME=VALUE. Raises Trouble for one without =."""
    for each in said:
        if "=" not in each:
            raise Trouble(f"{what}“{each}”应写成 名称=值 的样子")
    return dict(each.split("=", 1) for each in said)


def form(said: Said) -> Answer:
    """Papers of households and villages."""
    from fupin_desktop.domain.paper import How

    options = pairs(said.set)
    with opened(said) as office:
        made = office.papers.write(
            said.kind, said.out, form=said.format, villages=said.village, households=said.household or None, on=said.on,
            year=said.year, paper=said.paper, options=options, each=said.each, changed=said.changed, how=How.SAVED,
            watch=Teller(),
        )  # fmt: skip
    pages = f"，共{made.pages}页" if made.pages else ""  # only of a PDF they are known
    done = f"已生成{len(made.files)}个文件{pages}：{said.out}"
    return made.as_json(), "\n".join([done, *made.remarks])


def chart(said: Said) -> Answer:
    """A chart as a picture."""
    out = said.out or Path(f"{said.kind}.png")
    with opened(said) as office:
        office.charts.write(said.kind, out, on=said.on, village=said.village)
    return {"file": str(out)}, f"已生成：{out}"


def backup(said: Said) -> Answer:
    """A copy of the whole office, locked when a password was said."""
    from fupin_desktop.cli.locking import password

    secret = password(said, twice=True)
    with opened(said) as office:
        file = office.safety.backup(said.file, password=secret)
        open_to_all = not secret and office.safety.leaves(file)
    words = f"已备份{'（已加密）' if secret else ''}：{file}"
    if open_to_all:
        words += "\n这个备份没有加密，谁拿到都能看；带出本机请加 --ask 或 --password-file 设密码"
    return {"file": str(file), "locked": bool(secret)}, words


def restore(said: Said) -> Answer:
    """Put a backup back."""
    from fupin_desktop.cli.locking import password
    from fupin_desktop.services.safety import is_locked
    from fupin_desktop.services.safety import restore as put_back

    secret = password(said) if is_locked(said.file) else ""
    if is_locked(said.file) and not secret:
        raise Trouble(
            f"“{said.file.name}”有密码，请加 --ask 输入密码，或用 --password-file 指出写着密码的文件；现有数据没有改动"
        )
    safety_copy = put_back(said.office, said.file, password=secret)
    kept = f"，原来的数据另存为{safety_copy}" if safety_copy else ""
    return {"safety_copy": str(safety_copy) if safety_copy else None}, f"已恢复{said.file}{kept}"


def verify(said: Said) -> Answer:
    """Check the whole office, one that cannot be opened too."""
    from fupin_desktop.services.safety import check_folder

    if said.database is None and (said.office / DATABASE).exists():
        found = check_folder(said.office)
    else:
        with opened(said) as office:
            found = office.safety.verify()
    answer = {"ok": found.ok, "problems": list(found.problems)}
    if found.ok:
        return answer, "检查完毕，没有问题"
    return {**answer, "status": 1}, "；".join(found.problems)


def upgrade(said: Said) -> Answer:
    """Bring the database to this program's schema."""
    from fupin_desktop.services.office import upgrade_office

    before, after = upgrade_office(said.office, said.database)
    words = "数据库已是最新，不用升级" if before == after else f"已从{before or '空'}升级到{after}"
    return {"from": before, "to": after}, words

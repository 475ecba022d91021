"""fupin import, fupin staged: what comes in, what of it is taken, and what waits."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fupin_desktop.domain.errors import Trouble

if TYPE_CHECKING:
    from fupin_desktop.services.importing import AnyDraft
    from fupin_desktop.services.office import Office

Answer = tuple[dict[str, Any], str]
Said = argparse.Namespace

SHOWN = 20
"""So many changes, refusals and problems of a file are told one by one; ``--json`` and ``--out`` have them all."""


def words(
    command: Callable[[str, str, Callable[[Any], Any]], argparse.ArgumentParser], day: Callable[[str], date]
) -> None:
    """import FILE …, staged [drop TOKEN]."""
    bring = command("import", "导入国扶系统导出表", bring_in)
    bring.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="文件，或待处理的编号（见 staged）"
    )
    bring.add_argument("--layout", metavar="NAME", help="版式")
    bring.add_argument("--dry-run", action="store_true", help="只看会改什么，不导入")
    bring.add_argument("--keep", action="store_true", help="读入后留作待处理，先不导入")
    bring.add_argument(
        "--blank", choices=("keep", "clear"), default="keep", help="空白单元格保留还是清空本办的值"
    )
    bring.add_argument("--on", type=day, metavar="DATE", help="数据日期")
    bring.add_argument("--take", choices=("office", "national"), default="office", help="有冲突时用谁的值")
    bring.add_argument(
        "--only", action="append", default=[], metavar="new|changed|HOUSEHOLD", help="只导入这些，可以写多次"
    )
    bring.add_argument("--out", type=Path, metavar="ANNOTATED.xlsx", help="把问题标在一份原表上")
    staged = command("staged", "读了还没导入的：列出，或放弃一份", manage)
    staged.add_argument("act", nargs="?", choices=("list", "drop"), default="list")
    staged.add_argument("token", nargs="?", default="", metavar="TOKEN")


def bring_in(said: Said) -> Answer:
    """Read exports, and apply them unless --dry-run or --keep."""
    from fupin_desktop.cli.commands import Teller, opened

    with opened(said) as office:
        draft, sources = _read(office, said)
        answer: dict[str, Any] = draft.as_json()
        told = import_words(draft)
        if said.out:
            marked = office.importing.annotate_each(draft, sources, said.out, watch=Teller())
            answer["out"] = str(marked[0].path)
            told.append(office.importing.told(marked))
        if said.keep:
            told.append(f"已留作待处理，本办数据没有改动；编号{draft.token}，用 import {draft.token} 导入")
        elif not said.dry_run:
            take = {each.key: said.take for each in draft.conflicts()} if said.take == "national" else {}
            only = [each for said_ in said.only for each in said_.split(",")] or None
            if draft.changes_anything or take:
                office.safety.backup_before("导入前")
            done = office.importing.apply(draft, take=take, only=only, watch=Teller())
            applied = {"households": dict(done.households), "people": dict(done.people)}
            answer |= {"batch": done.batch, "act": done.act, "applied": applied, "waiting": done.waiting}
            told.append(done.sentence)
    return answer, "\n".join(told)


def _read(office: Office, said: Said) -> tuple[AnyDraft, tuple[Path, ...]]:
    """Files, or one reading that waits."""
    from fupin_desktop.cli.commands import Teller

    first = said.files[0]
    if len(said.files) == 1 and not first.exists():
        waits = office.importing.staged(str(first))
        if waits is not None:
            return office.importing.reopen(waits.token, Teller()), waits.paths
    draft = office.importing.read(
        said.files, layout=said.layout, day=said.on, blank=said.blank, keep=said.keep, watch=Teller()
    )
    return draft, tuple(said.files)


def manage(said: Said) -> Answer:
    """List what waits, or forget one of it."""
    from fupin_desktop.cli.commands import opened

    with opened(said) as office:
        if said.act == "drop":
            if office.importing.staged(said.token) is None:
                raise Trouble(f"没有编号为“{said.token}”的待处理文件，用 staged 查看编号")
            office.importing.drop(said.token)
        found = [
            {"token": each.token, "file": list(each.files), "data_day": each.data_day,
             "read_at": each.read_at.isoformat(timespec="seconds"), "sentence": each.sentence}
            for each in office.importing.waiting()
        ]  # fmt: skip
    told = [f"已放弃{said.token}，本办数据和原来的文件都没有动"] if said.act == "drop" else []
    told += [f"{each['token']}　{'、'.join(each['file'])}　{each['sentence']}" for each in found]
    return {"staged": found}, "\n".join(told) or "没有读了还没导入的文件"


def import_words(draft: Any) -> list[str]:
    """What a file is taken for, what it would change field by field, what is refused, and what is odd about it."""
    told = [
        draft.sentence,
        f"版式{draft.layout}，表头在第{draft.header_row}行，数据日期{draft.data_day or '未写明'}",
    ]
    if draft.new_villages:
        told.append(f"新增行政村：{'、'.join(draft.new_villages)}，请核对村名")
    changed = draft.of("conflict", "changed")
    told += _cut([_changed(each) for each in changed[:SHOWN]], len(changed))
    refused = draft.refusals()
    told += _cut([_refused(each) for each in refused[:SHOWN]], len(refused))
    odd = [each for each in draft.problems if each.severity != "refused"]
    return [*told, *draft.remarks, *_cut([_problem(each) for each in odd[:SHOWN]], len(odd))]


def _cut(lines: list[str], count: int) -> list[str]:
    more = count - len(lines)
    return [*lines, f"（还有{more}条，用 --out 问题.xlsx 写出全部，或在窗口里查看）"] if more else lines


def _changed(item: Any) -> str:
    said = "；".join(
        f"{each.label} {each.old or '空'} → {each.new or '空'}{'（冲突，保留本办的）' if each.conflict else ''}"
        for each in item.changes
    )
    return f"变更 {item.household} {item.name}：{said}"


def _refused(each: Any) -> str:
    return f"拒绝 “{each.file}”第{each.row}行 {each.name}：{each.why}"


def _problem(each: Any) -> str:
    where = f"第{each.row}行" if each.row else each.file
    return f"{where}{each.column and f'（{each.column}列）'}：{each.text}"

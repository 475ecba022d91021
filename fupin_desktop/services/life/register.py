"""A household on the register: struck off, cleared, wrongly lifted, overlooked."""

from __future__ import annotations

import dataclasses
from datetime import date

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.codes import (
    LIFTED,
    Attribute,
    EndReason,
    HouseholdType,
    LeaveReason,
    Status,
)
from fupin_desktop.domain.household import Standing
from fupin_desktop.domain.life import ENDS_BY
from fupin_desktop.domain.procedure.records import Passage, RoadKind
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.services.corrections import save_record
from fupin_desktop.services.life.scene import Scene, keep_standing, name_of, names_of


def ends(scene: Scene) -> None:
    """整户销号: everybody has died or moved away."""
    reason = scene.asked.end
    if reason not in ENDS_BY:
        said = "或".join(each.label for each in ENDS_BY)
        scene.refuse("end", f"请选销号原因：{said}")
        return
    living = scene.living()
    why = LeaveReason.DEATH if reason is EndReason.DIED_OUT else LeaveReason.MOVED_OUT
    for each in living:
        if scene.check_person(each):
            scene.leaves(each, why)
    scene.end(scene.file, reason)
    scene.event = dataclasses.replace(scene.event, name=names_of(living))
    scene.say(
        f"{name_of(scene.household)}{scene.on}起销号（{reason.label}），{len(living)}人同日减少（{why.label}）"
    )
    scene.say("结对同日结束，正在监测的登记为自然消除")


def clears(scene: Scene) -> None:
    """清退: the household does not meet the conditions; it goes off the register, its people live on."""
    if not scene.asked.reason.strip():
        scene.refuse("reason", "清退请写明原因，如“家有商品房，不符合识别条件”")
    standing = scene.standing(scene.file)
    if standing is None:
        scene.refuse("household", f"{name_of(scene.household)}在{scene.on}不在册，不用清退")
        return
    scene.end(scene.file, EndReason.CLEARED)
    after = dataclasses.replace(
        standing, id=None, version=0, since=scene.on, status=None, attribute=Attribute.ORDINARY,
        household_type=HouseholdType.ORDINARY if standing.household_type else None,
        reason=f"清退：{scene.asked.reason}"[:200],
    )  # fmt: skip
    scene.step(lambda unit: keep_standing(unit, after))
    scene.say(f"{name_of(scene.household)}{scene.on}起清退，不再计入在册户；成员记录不变，结对同日结束")


def corrects_exit(scene: Scene) -> None:
    """错退: a household that was lifted wrongly is poor again from a day on, by a paper."""
    standing = scene.standing(scene.file)
    now = max(scene.file.standings, key=lambda each: each.since, default=None)
    if not scene.asked.paper.strip():
        scene.refuse("paper", "错退纠正要有依据，请写明文件名称和文号，或会议名称和日期")
    if standing is None or standing.status not in LIFTED:
        said = standing.status.label if standing and standing.status else "未在册"
        scene.refuse("household", f"{name_of(scene.household)}在{scene.on}是{said}，没有退出，不用纠正错退")
        return
    if now is not None and now.since > scene.on:
        scene.refuse("on", f"{now.since}已登记新的户情状态，错退纠正的日期不能早于它，请核对日期")
    if monitoring(scene.on):
        scene.doubt("on", "2021年起不再认定未脱贫户，有返贫风险的户请走防止返贫监测程序")
    after = dataclasses.replace(
        standing, id=None, version=0, since=scene.on, status=Status.POOR,
        reason=f"错退纠正：{scene.asked.paper}"[:200],
    )  # fmt: skip
    scene.step(lambda unit: _poor_again(scene, unit, after))
    scene.say(
        f"{name_of(scene.household)}{scene.on}起由{standing.status.label}恢复为未脱贫，脱贫年度清空；以前各日的数不变"
    )


def _poor_again(scene: Scene, unit: Unit, after: Standing) -> None:
    keep_standing(unit, after)
    kept = unit.households.get(after.household_id)
    save_record(unit, unit.households, dataclasses.replace(kept, lifted_year=None), scene.evidence)


def corrects_missed(scene: Scene) -> None:
    """漏评: a household that should have been on the register is identified by the usual road."""
    home, road = scene.household, road_of(scene.on)
    if not scene.asked.reason.strip():
        scene.refuse("reason", "漏评纠正请写明原因，如“2018年核查发现，人均纯收入低于标准”")
    if scene.standing(scene.file) is not None and road is RoadKind.IDENTIFICATION:
        scene.refuse("household", f"{name_of(home)}已经在册，不是漏评；退出错了的请登记“错退纠正”")
    running = scene.unit.passages.find(household_id=home.id, road=road, year=scene.on.year, withdrawn_on=None)
    if running is not None:
        scene.refuse(
            "household", f"{name_of(home)}{scene.on.year}年的{road.label}程序已在办理，请到“程序”里继续"
        )
    passage = Passage(
        household_id=home.id, road=road, village=home.village, year=scene.on.year, opened_on=scene.on,
        remark=f"漏评纠正：{scene.asked.reason}"[:400],
    )  # fmt: skip
    scene.step(lambda unit: _apply(scene, unit, passage))
    scene.say(f"{name_of(home)}{scene.on}启动{road.label}程序，走完程序才算在册；到“程序”里接着办")


def road_of(on: date) -> RoadKind:
    """By which road a household that was overlooked gets onto the register of the day."""
    return RoadKind.MONITORING if monitoring(on) else RoadKind.IDENTIFICATION


def _apply(scene: Scene, unit: Unit, passage: Passage) -> None:
    unit.passages.save(passage)
    kept = unit.households.get(scene.asked.household)
    if kept.applied_on is None and passage.road is RoadKind.IDENTIFICATION:
        unit.households.save(dataclasses.replace(kept, applied_on=scene.on))

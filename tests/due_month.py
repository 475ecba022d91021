"""The township of ``tests.township`` in May 2018, with what an office has on its desk, and what of that is due on 8 May.

The list was written by hand, from the records and the rules as they come with the program.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fupin_desktop.db.store import Unit
from fupin_desktop.domain.cadre import Cadre, Pairing, Post
from fupin_desktop.domain.codes import MonitoringKind
from fupin_desktop.domain.doctor.records import Waiver
from fupin_desktop.domain.due import Flag, Reminder
from fupin_desktop.domain.household import Monitoring
from fupin_desktop.domain.paper import Printed
from fupin_desktop.domain.posting import Objection, Posting
from fupin_desktop.domain.procedure import Passage, RoadKind, Step, Window
from fupin_desktop.domain.sheets import VillageSheet
from fupin_desktop.domain.visit import Visit
from fupin_desktop.services.office import Office

ON = date(2018, 5, 8)

LIST = """
2018-01-20 measure 王五 刘干部 2018年帮扶计划还没有户主确认
2018-03-10 step 张三 村民委员会 农村危房改造：待公示，应在3月10日前完成
2018-03-12 step 王五 村民委员会 农村危房改造：待公示，应在3月12日前完成
2018-04-01 measure 单䶮 孙助理 还没有2018年帮扶计划
2018-04-01 measure 李小明 - 还没有2018年帮扶计划
2018-04-01 measure 钱七 - 还没有2018年帮扶计划
2018-04-05 report 本办 本办 2018年第一季度汇总，4月5日前报出
2018-04-10 measure 张三 陈干部 措施“草场管护员”从1月10日起没有登记进展
2018-04-10 measure 王五 刘干部 措施“草场管护员”从1月10日起没有登记进展
2018-04-15 measure 王五 刘干部 措施“鸡苗”应在4月15日前完成
2018-04-18 step 周九 入户调查组 识别：待入户调查，应在4月18日前完成
2018-04-25 report 本办 本办 2018年4月月报，4月25日前报出
2018-04-25 report 水村 第一书记 2018年4月党员精准扶贫示范项目进度，4月25日前上报
2018-04-30 report 本办 本办 2018年4月督查通报，4月30日前印发
2018-05-02 visit 单䶮 孙助理 诉求“想学电焊”还没有办结
2018-05-06 report 水村 村 村级小表“户年度情况”应在5月6日前交回
2018-05-07 flag 水村 支书 请于7日前补齐户口簿复印件
2018-05-07 notice 月亮村 马会计 “月亮村2018年拟退出名单公示”5月4日已期满，请登记无异议证明
2018-05-09 notice 月亮村 马会计 “月亮村2018年拟退出名单公示”5月4日已期满，请撤下并登记
2018-05-10 notice 水村 马会计 “水村2018年危房改造对象公示”到5月10日期满
2018-05-10 step 阿依古丽·买买提 - 4月25日发现返贫致贫风险，应在5月10日前完成识别
2018-05-10 notice 月亮村 村 “月亮村2018年监测对象公示”5月7日制作，应在5月10日前张贴并登记
2018-05-12 step 本办 各村 入户调查阶段到5月12日结束
2018-05-12 visit 单䶮 孙助理 约定5月12日回访：想学电焊
2018-05-13 notice 张三 - 公示异议“张三家有小汽车”应在5月13日前查清答复
2018-05-14 measure 钱七 - 5月4日识别为边缘易致贫户，应在5月14日前落实帮扶措施
2018-05-15 flag 张三 - 补残疾证复印件
2018-05-20 flag 王五 李经办 “成员健康状况空白”记为情况属实，5月20日到期
2018-05-25 report 本办 本办 2018年5月月报，5月25日前报出
2018-05-25 report 水村 第一书记 2018年5月党员精准扶贫示范项目进度，5月25日前上报
2018-05-30 step 阿依古丽·买买提 财政部门 农村危房改造：待资金拨付，应在5月30日前完成
2018-05-31 report 本办 本办 2018年5月督查通报，5月31日前印发
2018-06-30 measure 张三 陈干部 措施“草场管护员”应在6月30日前完成
2018-06-30 measure 王五 刘干部 措施“草场管护员”应在6月30日前完成
2018-07-05 report 本办 本办 2018年第二季度汇总，7月5日前报出
2018-07-10 report 水村 驻村工作队（孙助理） 2018年上半年工作报告，7月10日前报出
2019-01-10 report 本办 本办 2018年度总结，2019年1月10日前报出
"""
"""Last day, kind, subject, who (- nobody), the sentence. 周督查 is switched off. Lines of a day stand in the order of villages."""


def fill(office: Office) -> None:
    """What the office has on its desk on 8 May."""
    office.due.set_rule("report.inspection", on=False)
    with office.store.write("测试月份") as unit:
        ids = {each.head: each.id or 0 for each in unit.households.all()}
        _notices(unit, ids)
        _visits(unit, ids)
        _papers(unit, ids)
        unit.monitorings.save(
            Monitoring(household_id=ids["钱七"], kind=MonitoringKind.MARGINAL, found_on=date(2018, 4, 24),
                       identified_on=date(2018, 5, 4))
        )  # fmt: skip
        passage = unit.passages.save(
            Passage(household_id=ids["周九"], road=RoadKind.IDENTIFICATION, village="月亮村", year=2018,
                    opened_on=date(2018, 4, 11))
        )  # fmt: skip
        unit.steps.save(
            Step(household_id=ids["周九"], passage_id=passage.id or 0, kind="applied", on=date(2018, 4, 11))
        )
        unit.windows.save(
            Window(
                road=RoadKind.EXIT,
                year=2018,
                name="入户调查",
                starts=date(2018, 5, 1),
                ends=date(2018, 5, 12),
            )
        )


def _notices(unit: Unit, ids: dict[str, int]) -> None:
    """One hangs, one is over and still hangs, one was made and not posted; a taken down and a withdrawn one are nobody's business."""
    hangs = Posting(kind="housing", village="水村", year=2018, heading="水村2018年危房改造对象公示", made_on=date(2018, 5, 2),
                    days=7, posted_on=date(2018, 5, 3), posted_by="马会计", until=date(2018, 5, 10))  # fmt: skip
    kept = unit.postings.save(hangs)
    over = replace(hangs, kind="exit", village="月亮村", heading="月亮村2018年拟退出名单公示", until=date(2018, 5, 4),
                   made_on=date(2018, 4, 26), posted_on=date(2018, 4, 27))  # fmt: skip
    unit.postings.save(over)
    unit.postings.save(
        replace(over, kind="identification", taken_down_on=date(2018, 5, 5), certified_on=date(2018, 5, 5))
    )
    unit.postings.save(
        replace(over, kind="exit_second", withdrawn_on=date(2018, 4, 28), withdrawn_reason="写错了")
    )
    unit.postings.save(
        Posting(kind="monitoring", village="月亮村", year=2018, heading="月亮村2018年监测对象公示", days=5,
                made_on=date(2018, 5, 7))
    )  # fmt: skip
    unit.objections.save(
        Objection(
            posting_id=kept.id or 0, household_id=ids["张三"], on=date(2018, 5, 6), about="张三家有小汽车"
        )
    )


def _visits(unit: Unit, ids: dict[str, int]) -> None:
    cadre = unit.cadres.save(Cadre(name="孙助理", unit="星星镇人民政府", in_village=True))
    unit.pairings.save(
        Pairing(household_id=ids["单䶮"], cadre_id=cadre.id or 0, post=Post.A, since=date(2017, 1, 1))
    )
    unit.visits.save(
        Visit(
            household_id=ids["单䶮"],
            on=date(2018, 4, 2),
            who="孙助理",
            appeal="想学电焊",
            return_on=date(2018, 5, 12),
        )
    )


def _papers(unit: Unit, ids: dict[str, int]) -> None:
    unit.printed.save(
        Printed(kind="report:monthly", heading="三月月报", period="2018-03", on=date(2018, 3, 25))
    )
    unit.printed.save(
        Printed(kind="report:supervision", heading="三月督查通报", period="2018-03", on=date(2018, 3, 30))
    )
    mark = Reminder(village="水村", on=date(2018, 3, 25), said="三月项目进度", done_on=date(2018, 3, 24),
                    rule="report.project", period="2018-03")  # fmt: skip
    unit.reminders.save(mark)
    unit.village_sheets.save(
        VillageSheet(
            token="a", list="households", village="水村", sent_on=date(2018, 4, 28), due_on=date(2018, 5, 6)
        )
    )
    unit.village_sheets.save(
        VillageSheet(token="b", list="households", village="月亮村", sent_on=date(2018, 4, 28), due_on=date(2018, 5, 6),
                     returned_on=date(2018, 5, 4))
    )  # fmt: skip
    unit.waivers.save(
        Waiver(household_id=ids["王五"], rule="B001", said="成员健康状况空白", reason="已核实", person="李经办",
               since=date(2018, 4, 20), until=date(2018, 5, 20))
    )  # fmt: skip
    unit.reminders.save(
        Reminder(
            village="水村",
            on=date(2018, 5, 7),
            said="请于7日前补齐户口簿复印件",
            person="支书",
            flag=Flag.AMBER,
        )
    )
    unit.reminders.save(Reminder(household_id=ids["张三"], on=date(2018, 5, 15), said="补残疾证复印件"))
    unit.reminders.save(
        Reminder(household_id=ids["王五"], on=date(2018, 5, 1), said="办完了的", done_on=date(2018, 4, 30))
    )

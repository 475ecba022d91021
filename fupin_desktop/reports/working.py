"""What reports of work say of a place, a village or the whole township: each sentence from the figures, with its traces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fupin_desktop.domain.assessment import TWO_AND_THREE
from fupin_desktop.domain.housing import StageKind
from fupin_desktop.domain.period import Half, Period, Report, Sender
from fupin_desktop.domain.plan import MeasureKind
from fupin_desktop.domain.terms import monitoring
from fupin_desktop.domain.traces import Name
from fupin_desktop.reports.document import Block, Display, PageBreak, Paragraph, Space, show_date
from fupin_desktop.reports.marks import Numbers
from fupin_desktop.reports.sentences import numbered


def annex(title: str, *blocks: Block, landscape: bool | None = None) -> list[Block]:
    """附件 at the top left of a page of its own, its title on the third line (GB/T 9704-2012, 7.3.8)."""
    return [PageBreak(landscape), Paragraph("附件", indent=False), Space(1), Display(title, 22), *blocks]


def missing(what: str) -> str:
    """What only people know: 〔待补充：驻村天数〕."""
    return f"〔待补充：{what}〕"


@dataclass(frozen=True, slots=True)
class Place:
    """A village, or with an empty ``village`` the township, with its figures."""

    numbers: Numbers
    report: Report
    village: str = ""

    @property
    def sender(self) -> Sender:
        return self.report.sender

    @property
    def period(self) -> Period:
        return self.report.period

    @property
    def later(self) -> bool:
        """Whether it is the time of 防止返贫监测, when nobody is counted as 未脱贫 any more."""
        return monitoring(self.report.now.on)

    @property
    def this(self) -> str:
        """What the period is called: 上半年, 本年."""
        return f"{'上下'[self.period.number - 1]}半年" if isinstance(self.period, Half) else "本年"

    @property
    def everywhere(self) -> str:
        """全镇, 全乡: the whole township, by what it is called."""
        last = self.sender.township[-1:]
        return f"全{last}" if last in "镇乡" and last else "全辖区"

    def key(self, name: str, of: str | None = None) -> str:
        return Name(name, of, self.village).text

    def say(self, name: str, of: str | None = None) -> str:
        return self.numbers.say(self.key(name, of))

    def whole(self, name: str, of: str | None = None) -> int:
        return self.numbers.whole(self.key(name, of))

    def count(self, name: str) -> str:
        """31户132人."""
        return self.numbers.count(name, self.village)

    def money(self, name: str, of: str | None = None) -> str:
        return self.numbers.money(self.key(name, of))

    def share(self, part: str, whole: str, places: int = 1) -> str:
        return self.numbers.share(self.key(part), self.key(whole), places)

    def listed(self, parts: Sequence[tuple[str, str, str | None]], unit: str) -> str:
        """产业帮扶3项、就业帮扶1项, of (words, name, code); what is nought is left out."""
        return self.numbers.listed([(words, self.key(name, of)) for words, name, of in parts], unit)

    # Sentences

    def met(self, *, share: bool = False) -> str:
        """What came of the year's target: 已脱贫9户40人, with the share of it, or that nobody was lifted yet."""
        if not self.whole("target_met.households"):
            return "目前均未脱贫"
        rate = self.share("target_met.households", "targeted.households") if share else ""
        return f"已脱贫{self.count('target_met')}" + (f"，完成率（按户）{rate}" if share else "")

    def register(self) -> str:
        """Who is on the register."""
        if self.later:
            return (
                f"在册的{self.sender.lifted}和监测对象{self.count('all')}，其中{self.sender.lifted}{self.count('lifted')}，"
                f"正在监测的{self.count('at_risk')}。"
            )
        stable = f"（含稳定脱贫{self.count('stable')}）" if self.whole("stable.households") else ""
        said = (
            f"{self.sender.registered}{self.count('all')}，其中已脱贫{self.count('lifted')}{stable}，"
            f"未脱贫{self.count('poor')}。"
        )
        populations = [
            each.population for each in self.report.now.villages if self.village in ("", each.village)
        ]
        if populations and all(populations):
            said += f"贫困发生率{self.share('poor.people', 'population', 2)}。"
        return said

    def columns(self, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
        """What a table of villages shows as 户 and 人, by the names of the time."""
        usual = (
            (("在册", "all"), (self.sender.lifted, "lifted"), ("监测对象", "at_risk"))
            if self.later
            else (("在册", "all"), ("未脱贫", "poor"), ("已脱贫", "lifted"), *more)
        )
        return tuple(usual)

    def moves(self) -> str:
        """Who came onto the register and who left it, and who came and went in the families."""
        households = [
            (f"{words}{self.count(name)}", self.whole(f"{name}.households"))
            for words, name in (
                ("新纳入", "joined"),
                ("销号", "ended"),
                ("分户", "parted"),
                ("并户", "merged"),
                ("脱贫", "turned_lifted"),
                ("返贫", "turned_returned"),
            )
        ]
        said = [words for words, number in households if number]
        for words, name in (("新识别监测对象", "monitored_now"), ("风险消除", "removed_now")):
            if self.whole(name):
                said.append(f"{words}{self.say(name)}户")
        people = self.listed([("自然增加", "came", None), ("自然减少", "left", None)], "人")
        first = "、".join(said) if said else "在册户没有增减，脱贫状态没有变化"
        return f"{self.this}{first}；{f'家庭成员{people}' if people else '家庭成员没有增减'}。"

    def plans(self) -> str:
        """一户一策 and how far its measures have come."""
        if not self.whole("plans.households"):
            return f"{self.period.year}年还没有登记一户一策帮扶计划。{missing('帮扶计划制定情况')}"
        kinds = self.listed(
            [(kind.label, "measures.done_now_by_kind", kind.value) for kind in MeasureKind], "项"
        )
        done = f"{self.this}完成{self.say('measures.done_now')}项{f'（{kinds}）' if kinds else ''}"
        money = f"，安排资金{self.money('funds')}" if self.whole("funds") else ""
        return (
            f"为{self.say('plans.households')}户制定{self.period.year}年帮扶计划，户主确认{self.say('plans.confirmed')}户；"
            f"安排帮扶措施{self.say('measures.all')}项，覆盖{self.say('measures.households')}户{money}。"
            f"{done}，累计完成{self.say('measures.done')}项，完成率{self.share('measures.done', 'measures.all')}。"
        )

    def work(self) -> str:
        """Who works away from home and who has a public post."""
        if not self.whole("working") and not self.whole("posts"):
            return missing("务工就业和公益性岗位情况")
        return f"外出务工{self.say('working')}人，公益性岗位就业{self.say('posts')}人。"

    def houses(self) -> str:
        """Unsafe houses, and water and power of those moved into."""
        if not self.whole("unsafe_houses"):
            return f"{self.period.year}年没有登记危房改造任务。{self.water()}"
        reached = self.listed(
            [
                (kind.label, "stages_now", kind.value)
                for kind in (StageKind.STARTED, StageKind.FINISHED, StageKind.MOVED_IN)
            ],
            "户",
        )
        said = (
            f"{self.period.year}年危房改造任务{self.say('unsafe_houses')}户，已开工{self.say('houses_started')}户，"
            f"已竣工{self.say('houses_finished')}户，竣工率{self.share('houses_finished', 'unsafe_houses')}，"
            f"已入住{self.say('houses_moved_in')}户{f'；{self.this}{reached}' if reached else ''}。"
        )
        if self.whole("subsidy_planned"):
            said += f"计划补助资金{self.money('subsidy_planned')}，已拨付{self.money('subsidy_paid')}。"
        return said + self.water()

    def water(self) -> str:
        unmet = self._unmet("water")
        return f"饮水安全未达标{unmet}户。" if unmet else ""

    def _unmet(self, item: str) -> str:
        """Households of both standings that do not meet an item, each number with its list."""
        said = [self.say(name, item) for name in ("unmet.poor", "unmet.lifted") if self.whole(name, item)]
        return "、".join(said) if len(said) < 2 else f"{said[0]}户（未脱贫）、{said[1]}"

    def care(self) -> str:
        """School, insurance and allowances."""
        said = f"在校学生{self.say('pupils')}人；参加基本医疗保险{self.say('insured')}人"
        if self.whole("uninsured"):
            said += f"，未参加{self.say('uninsured')}人"
        said += f"；参加基本养老保险{self.say('pension')}人；享受低保{self.count('allowance')}"
        if self.whole("destitute"):
            said += f"，特困供养{self.say('destitute')}人"
        return f"{said}。"

    def helpers(self) -> str:
        """Who answers for the households."""
        if not self.whole("cadres"):
            return missing("帮扶责任人落实情况")
        left = f"，还有{self.say('unpaired')}户没有落实" if self.whole("unpaired") else ""
        return f"落实帮扶责任人{self.say('cadres')}人，结对帮扶{self.say('paired')}户{left}。"

    def problems(self) -> Iterator[str]:
        """What the data show to be wanting."""
        for words, name in (("未脱贫户中", "unmet.poor"), ("已脱贫户中", "unmet.lifted")):
            items = self.listed(
                [(f"{item.label.removesuffix('有保障')}未达标", name, item.value) for item in TWO_AND_THREE],
                "户",
            )
            if items:
                yield f"{words}，{items}"
        if self.whole("plans.without"):
            yield f"未脱贫户没有帮扶计划的{self.say('plans.without')}户"
        if self.whole("measures.late"):
            yield f"帮扶措施逾期未完成{self.say('measures.late')}项"
        if self.whole("unpaired"):
            yield f"没有落实帮扶责任人的{self.say('unpaired')}户"
        dry = self.listed([("未通水", "no_water", None), ("未通电", "no_power", None)], "户")
        if dry:
            yield f"危房改造已入住户中，{dry}"
        if self.whole("unverified"):
            yield f"“两不愁三保障”还有未核实项目的{self.say('unverified')}户"

    @property
    def assured(self) -> bool:
        """Whether everything of 两不愁三保障 was looked into and is met."""
        unmet = any(
            self.whole(name, item.value) for name in ("unmet.poor", "unmet.lifted") for item in TWO_AND_THREE
        )
        return not unmet and not self.whole("unverified")

    def problem_words(self) -> str:
        found = list(self.problems())
        if not found:
            return "按现有数据核对，没有发现未达标项目和逾期措施。"
        return f"根据现有数据核对：{numbered(found)}"

    def todo(self) -> Iterator[str]:
        """What is due in the period to come, as far as the data know."""
        if self.whole("measures.due_next"):
            kinds = self.listed(
                [(kind.label, "measures.due_next_by_kind", kind.value) for kind in MeasureKind], "项"
            )
            until = show_date(self.period.after.last)
            yield f"按期完成{until}前到期的帮扶措施{self.say('measures.due_next')}项（{kinds}）"
        if self.whole("measures.late"):
            yield f"抓紧完成逾期的帮扶措施{self.say('measures.late')}项"
        if self.whole("unsafe_houses") > self.whole("houses_finished"):
            left = self.numbers.say(f"{self.key('unsafe_houses')} - {self.key('houses_finished')}")
            yield f"推进未竣工的危房改造{left}户"
        if not self.later and self.whole("targeted.households") > self.whole("target_met.households"):
            left = "".join(
                self.numbers.say(f"{self.key(f'targeted.{part}')} - {self.key(f'target_met.{part}')}") + unit
                for part, unit in (("households", "户"), ("people", "人"))
            )
            yield f"对照退出标准，做好计划脱贫的{left}的核实和退出"
        if self.whole("unverified"):
            yield f"逐户核实“两不愁三保障”尚未核实的{self.say('unverified')}户"

    def todo_words(self, what: str) -> str:
        """``what`` says what the clerk adds."""
        return numbered(self.todo()) + missing(what)

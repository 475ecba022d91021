"""Which measures a household's state calls for, in the words that plans of 2018 used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.domain.plan import Batch, MeasureKind, ToHousehold
from fupin_desktop.services.demo.story import TODAY, Member, Story

LIVESTOCK = Decimal(899_000)
"""Yuan that 208 households share for cattle, sheep and chicks: all but the ten that are lifted for good."""
SHARERS = 208
WARDENS = 5
SPECIAL, ALLIED, SOCIETY = "财政专项扶贫资金", "行业部门资金", "社会帮扶资金"


@dataclass(frozen=True, slots=True)
class Idea:
    """A measure as the year's plan says it. ``months``: when it begins and is due."""

    batch: Batch | None
    kind: MeasureKind
    to_household: ToHousehold | None
    content: str
    quantity: Decimal | None = None
    unit: str = ""
    money: tuple[tuple[str, Decimal], ...] = ()
    income: Decimal | None = None
    months: tuple[int, int] = (3, 11)
    by: str = ""


def ideas(story: Story, livestock: Decimal, warden: bool) -> Iterator[Idea]:
    """The measures of a household for this year."""
    if livestock:
        yield _livestock(story, livestock)
    if warden:
        yield Idea(
            Batch.ECOLOGY, MeasureKind.POST, ToHousehold.TRAINING, "选聘为草场管护员，每年劳务报酬5000元以上",
            Decimal(1), "人", ((ALLIED, Decimal(5000)),), Decimal(5000), (1, 12), "星海县林业局",
        )  # fmt: skip
    present = story.present(TODAY)
    for needed in (_school, _health, _work, _allowance):
        yield from needed(present)
    if story.family.unsafe:
        yield Idea(
            None, MeasureKind.HOUSE, ToHousehold.HOUSE, "新建安居房或修缮加固，解决住房安全", Decimal(1), "套",
            ((ALLIED, Decimal(28_500)),), None, (2, 10), "星星镇人民政府",
        )  # fmt: skip
    if story.relocated:
        yield Idea(
            Batch.RELOCATION, MeasureKind.RELOCATION, ToHousehold.RELOCATION, "搬迁后扶持：就业带动，防止返流",
            Decimal(1), "户", (), Decimal(3000), (1, 12),
        )  # fmt: skip
    yield from _extra(story)


def _livestock(story: Story, money: Decimal) -> Idea:
    what, unit, price = (("购买鸡苗", "只", 20), ("购买生产母羊", "只", 950), ("购买扶贫牛", "头", 4300))[
        int(story.family.number[2:]) % 3
    ]
    count = max(1, int(money) // price)
    return Idea(
        Batch.PRODUCTION, MeasureKind.INDUSTRY, ToHousehold.INDUSTRY, f"发展庭院养殖：{what}", Decimal(count), unit,
        ((SPECIAL, money),), Decimal(2200), (3, 6), "星海县农业局",
    )  # fmt: skip


def _school(present: list[Member]) -> Iterator[Idea]:
    pupils = [each for each in present if each.who.pupil]
    young = sum(each.who.age <= 15 for each in pupils)
    if young:
        yield Idea(
            Batch.EDUCATION, MeasureKind.COMPULSORY, ToHousehold.SCHOOL, "解决教辅材料、校服费用和午餐补助",
            Decimal(young), "人", ((ALLIED, Decimal(600 * young)),), None, (3, 6), "星海县教育局",
        )  # fmt: skip
    if older := len(pupils) - young:
        yield Idea(
            Batch.EDUCATION, MeasureKind.EDUCATION, ToHousehold.SCHOOL, "落实高中（中职）、大专助学金和雨露计划",
            Decimal(older), "人", ((ALLIED, Decimal(3000 * older)),), None, (3, 9), "星海县教育局",
        )  # fmt: skip


def _health(present: list[Member]) -> Iterator[Idea]:
    ill = sum(each.who.health in ("长期慢性病", "患有大病") for each in present)
    if ill:
        yield Idea(
            Batch.SECURITY, MeasureKind.HEALTH, ToHousehold.SECURITY, "家庭医生签约服务，落实大病医疗救助和就医绿色通道",
            Decimal(ill), "人", (), None, (1, 12), "星海县卫生局",
        )  # fmt: skip


def _work(present: list[Member]) -> Iterator[Idea]:
    free = sum(
        each.who.skill == "普通劳动力" and not each.who.work_months and each.who.age < 55 for each in present
    )
    if free:
        yield Idea(
            Batch.PRODUCTION, MeasureKind.EMPLOYMENT, ToHousehold.TRAINING, "技能培训并推荐就近就地就业",
            Decimal(free), "人", (), Decimal(6000 * free), (3, 10),
        )  # fmt: skip


def _allowance(present: list[Member]) -> Iterator[Idea]:
    covered = sum(each.who.allowance for each in present)
    if covered:
        yield Idea(
            Batch.SECURITY, MeasureKind.SECURITY, ToHousehold.SECURITY, "农村低保政策兜底", Decimal(covered), "人",
            ((ALLIED, Decimal(3360 * covered)),), Decimal(3360 * covered), (1, 12), "星星镇人民政府",
        )  # fmt: skip


_EXTRA: tuple[tuple[float, Callable[[], Idea]], ...] = (
    (0.12, lambda: Idea(Batch.PRODUCTION, MeasureKind.FINANCE, ToHousehold.CREDIT, "扶贫小额信贷5万元以内，财政贴息",
                        Decimal(3), "万元", (), Decimal(3000), (4, 12), "星海县农村信用合作联社")),
    (0.10, lambda: Idea(None, MeasureKind.WATER, ToHousehold.LIVELIHOOD, "维修入户饮水管道", Decimal(1), "户",
                        ((ALLIED, Decimal(1200)),), None, (4, 7), "星海县水利局")),
    (0.30, lambda: Idea(None, MeasureKind.SOCIETY, ToHousehold.LIVELIHOOD, "帮扶单位走访慰问，送生活用品", Decimal(1), "次",
                        ((SOCIETY, Decimal(300)),), None, (1, 4))),
    (0.15, lambda: Idea(None, MeasureKind.CONDITIONS, ToHousehold.SURROUNDINGS, "庭院整治，改建卫生厕所", Decimal(1), "座",
                        ((ALLIED, Decimal(1500)),), None, (4, 9))),
    (0.08, lambda: Idea(None, MeasureKind.BASE, ToHousehold.FARMING, "村组道路清理硬化到户", Decimal(1), "户", (), None,
                        (5, 10), "星海县交通运输局")),
)  # fmt: skip


def _extra(story: Story) -> Iterator[Idea]:
    for likely, make in _EXTRA:
        if story.chance.random() < likely:
            yield make()

"""The money of a renovation: what the sources and the family give, and whether that pays for the house."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fupin_desktop.domain.housing.records import Renovation, Subsidy
from fupin_desktop.domain.values import show_money

_NONE = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Funds:
    """Yuan. ``gap`` is cost less subsidies less own money, None until cost and own money are known."""

    by_source: dict[str, Decimal]
    subsidy: Decimal
    paid: Decimal
    own: Decimal | None
    cost: Decimal | None
    planned: Decimal | None

    @property
    def gap(self) -> Decimal | None:
        return None if self.cost is None or self.own is None else self.cost - self.subsidy - self.own

    @property
    def words(self) -> list[str]:
        """The sums, then what does not add up."""
        sources = "、".join(f"{source}{show_money(amount)}元" for source, amount in self.by_source.items())
        said = [f"补助合计{show_money(self.subsidy)}元" + (f"（{sources}）" if sources else "")]
        if self.paid != self.subsidy:
            said.append(f"已拨付{show_money(self.paid)}元，未拨付{show_money(self.subsidy - self.paid)}元")
        said += [f"“{name}”未填写，无法核对资金" for name in self._blank()]
        if self.gap:
            money = f"补助和自筹共{show_money(self.subsidy + (self.own or _NONE))}元"
            side = f"{'少' if self.gap > 0 else '多'}{show_money(abs(self.gap))}元"
            said.append(f"{money}，比总造价{show_money(self.cost or _NONE)}元{side}，请核对")
        if self.planned is not None and self.by_source and self.planned != self.subsidy:
            said.append(f"拟补助{show_money(self.planned)}元，与补助合计不一致，请核对")
        return said

    def _blank(self) -> list[str]:
        kept = (("cost", self.cost), ("own_money", self.own))
        return [Renovation.fields[name].label for name, value in kept if value is None]


def funds(renovation: Renovation, subsidies: Iterable[Subsidy]) -> Funds:
    """Add up the subsidies of a renovation by source."""
    own = [each for each in subsidies if each.renovation_id == (renovation.id or 0)]
    by_source: dict[str, Decimal] = {}
    for each in own:
        by_source[each.source] = by_source.get(each.source, _NONE) + each.amount
    return Funds(
        by_source=by_source,
        subsidy=sum(by_source.values(), _NONE),
        paid=sum((each.amount for each in own if each.paid_on), _NONE),
        own=renovation.own_money,
        cost=renovation.cost,
        planned=renovation.planned_subsidy,
    )

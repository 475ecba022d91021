"""返贫预警 in the window: with one key a warning becomes a clue; with a line it is set aside; undo brings it back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from clerk import TODAY, Window
from pytestqt.qtbot import QtBot

from fupin_desktop.domain.procedure import RoadKind
from fupin_desktop.services.office import Office


@pytest.fixture
def window(township: Office, qtbot: QtBot) -> Window:
    """仇㛃 and 孙八, both 脱贫户, earn 2,000 and 2,500 yuan in 2018."""
    with township.store.write("收入") as unit:
        for head, income in (("仇㛃", "2000.00"), ("孙八", "2500.00")):
            household = unit.households.find(head=head)
            assert household is not None
            year = unit.household_years.find(household_id=household.id, year=2018)
            assert year is not None
            unit.household_years.save(replace(year, income_recorded=Decimal(income)))
    return Window(township, qtbot)


def shown(window: Window) -> list[str]:
    window.settle()
    part = window.frame.page("procedure").part("warnings")  # type: ignore[attr-defined]
    return [part._found[id].head for id in part.table.ids()]


def test_the_page_says_who_why_and_the_rate(window: Window) -> None:
    window.go("procedure", part="warnings")
    assert shown(window) == ["仇㛃", "孙八"]
    part = window.frame.page("procedure").part("warnings")  # type: ignore[attr-defined]
    model = part.table
    cells = [str(model.index(0, column).data()) for column in range(model.columnCount())]
    assert any("2018年人均纯收入2,000.00元，低于扶贫标准2,995.00元" in each for each in cells)
    assert part.rate.text().startswith("返贫率0.00%＝返贫或重新识别0户0人÷累计脱贫4户8人，未超过控制线3.5%")


def test_one_key_makes_a_clue_and_undo_takes_it_back(window: Window) -> None:
    window.go("procedure", part="warnings")
    assert shown(window) == ["仇㛃", "孙八"]
    window.frame.page("procedure").part("warnings").take_focus()  # type: ignore[attr-defined]
    window.key("Ctrl+Enter")
    assert "已登记监测线索：仇㛃，请在5月11日前入户核实" in window.said
    assert shown(window) == ["孙八"]
    household = window.office.households.by_number("65900004")
    file = window.office.procedures.current(RoadKind.MONITORING, household, TODAY)
    assert file is not None
    assert file.course.label == "待入户核实"
    window.key("Ctrl+Z")
    assert shown(window) == ["仇㛃", "孙八"]


def test_a_reason_sets_a_warning_aside(window: Window) -> None:
    window.go("procedure", part="warnings")
    assert shown(window) == ["仇㛃", "孙八"]
    part = window.frame.page("procedure").part("warnings")  # type: ignore[attr-defined]
    part.take_focus()
    window.key("Ctrl+D")
    assert "请写明核实情况（谁去看的、看到什么），再按 Enter" in window.said
    window.key("Enter")
    assert "核实没有风险的，请写明核实情况（谁去看的、看到什么）" in window.said
    window.type("王干部入户，工资下半年发放")
    window.key("Enter")
    assert "已记下核实无风险：仇㛃" in window.said
    assert shown(window) == ["孙八"]

"""A stage is taken out of the household's housing page with its reason, and stays among the steps."""

from __future__ import annotations

from datetime import date

import pytest
from clerk import Window
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.services.office import Office


@pytest.fixture
def window(township: Office, qtbot: QtBot) -> Window:
    return Window(township, qtbot)


def test_a_stage_is_withdrawn_with_its_reason_only(window: Window) -> None:
    id = window.office.households.by_number("65900001")
    window.go("household", household=id, tab="housing")
    window.settle()
    panel = window.frame.page("household").detail.panel("housing")  # type: ignore[attr-defined]
    assert panel.state.text().startswith("未动工（已评议）")
    panel.stages.grid.setCurrentIndex(panel.stages.model.index(1, 0))
    panel._withdraw()
    assert "撤回“评议”请先在“撤回原因”里写明原因" in window.said
    panel.reason.setFocus(Qt.FocusReason.OtherFocusReason)
    window.type("登记错了户")
    window.key("Enter")
    assert "已撤回阶段：评议" in window.said
    (house,) = window.office.housing.of_household(id)
    assert house.state.label == "未动工（已申请）"
    (file,) = window.office.procedures.of_household(id, date(2018, 5, 8))
    assert [each.withdrawn_reason for each in file.steps if each.withdrawn_on] == ["登记错了户"]

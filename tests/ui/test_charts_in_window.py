"""The charts of the overview: another kind is chosen in place, and stands there the next time."""

from __future__ import annotations

from clerk import Window

from fupin_desktop.ui.charts import ChartView
from fupin_desktop.ui.pages.overview import OverviewPage


def test_another_chart_is_chosen_in_its_place_with_the_keyboard_and_kept(window: Window) -> None:
    window.go("overview")
    page = window.frame.page("overview")
    assert isinstance(page, OverviewPage)
    window.qtbot.waitUntil(lambda: page.charts.count() == 3, timeout=30_000)
    view = page.charts.itemAt(2).widget()
    assert isinstance(view, ChartView)
    window.qtbot.waitUntil(lambda: not view.picture.pixmap().isNull(), timeout=30_000)
    view.title.setFocus()
    window.qtbot.keyClicks(view.title, "rkn")  # 人口年龄结构
    assert view.kind == "ages"
    window.qtbot.waitUntil(lambda: view.picture.minimumHeight() > 200, timeout=30_000)
    window.qtbot.waitUntil(lambda: not view.picture.pixmap().isNull(), timeout=30_000)
    assert page._kinds() == ["status", "income", "ages"]
    page.refresh()
    window.qtbot.waitUntil(lambda: page.charts.itemAt(2).widget() is not view, timeout=30_000)
    assert _kinds(page) == ["status", "income", "ages"]


def _kinds(page: OverviewPage) -> list[str]:
    found = [page.charts.itemAt(place).widget() for place in range(page.charts.count())]
    return [each.kind for each in found if isinstance(each, ChartView)]

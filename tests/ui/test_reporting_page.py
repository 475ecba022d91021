"""How a report is chosen, seen and saved in the window, and what is said when there is nothing to report."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from clerk import Window
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from fupin_desktop.ui.pages.reporting import ReportingPage
from fupin_desktop.ui.preview import PdfPages


def reporting(window: Window, **state: object) -> ReportingPage:
    """The page with its pages shown."""
    window.go("reporting", **state)
    page = window.frame.page("reporting")
    assert isinstance(page, ReportingPage)
    window.qtbot.waitUntil(lambda: page.preview.pages > 0 and page._shown == page.wanted(), timeout=30_000)
    return page


def test_the_newest_month_is_shown_page_by_page(window: Window) -> None:
    page = reporting(window)
    assert page.period == "2018年5月"
    assert page.save_button.text() == f"保存月报 {page.preview.pages}页…"
    assert page.preview.where.text() == f"2018年5月月报　第1页，共{page.preview.pages}页"


def test_a_month_is_chosen_with_the_arrow_keys(window: Window) -> None:
    page = reporting(window)
    page.periods.setFocus()
    window.qtbot.keyClick(page.periods, Qt.Key.Key_Down)
    window.qtbot.waitUntil(
        lambda: page._shown is not None and page._shown.period == "2018年4月", timeout=30_000
    )


def test_a_quarter_is_saved_where_the_clerk_says(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reporting(window)
    page.kinds.setCurrentRow(1)
    window.qtbot.waitUntil(
        lambda: page._shown is not None and page._shown.kind == "quarterly", timeout=30_000
    )
    file = tmp_path / "季报.pdf"
    asked: list[str] = []

    def answer(_parent: object, _title: str, start: str, forms: str) -> tuple[str, str]:
        asked.append(f"{Path(start).name} {forms}")
        return str(file), "PDF 文件 (*.pdf)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    window.key("Ctrl+S")
    window.qtbot.waitUntil(lambda: page.done.text().startswith("✓"), timeout=30_000)
    assert asked == [
        "2018年第二季度季度汇总.pdf PDF 文件 (*.pdf);;Word 文档 (*.docx);;Excel 表格 (*.xlsx);;文字 (*.txt)"
    ]
    pages = PdfPages(file.read_bytes())
    assert len(pages) == page.preview.pages
    pages.close()
    assert page.done.text().startswith("✓ 已保存 季报.pdf")
    assert [each.kind for each in window.office.printed.all()] == ["report:quarterly"]


def test_what_a_report_leaves_open_is_said_beside_it(window: Window) -> None:
    page = reporting(window)
    window.wait(page.done.isVisible)
    assert "打印前请看：" in page.done.text()
    assert "“（五）结对帮扶和走访”待补充：本月入户走访户次和解决的问题" in page.done.text()


def test_a_chart_is_shown_and_saved_as_a_picture(window: Window, tmp_path: Path) -> None:
    page = reporting(window)
    window.wait(lambda: page.kinds.count() > 2)
    labels = [page.kinds.item(row).text() for row in range(page.kinds.count())]
    page.kinds.setCurrentRow(labels.index("图：主要致贫原因"))
    window.qtbot.waitUntil(lambda: page._shown is not None and page._shown.chart == "causes", timeout=30_000)
    assert page.save_button.text() == "保存图表…"
    page.save_to(tmp_path / "原因.png")
    window.qtbot.waitUntil(lambda: page.done.text().startswith("✓"), timeout=30_000)
    assert (tmp_path / "原因.png").read_bytes()[:4] == b"\x89PNG"


def test_a_folder_that_is_gone_is_said(window: Window, tmp_path: Path) -> None:
    page = reporting(window)
    page.save_to(tmp_path / "没有" / "月报.pdf")
    window.qtbot.waitUntil(lambda: "没有" in window.said, timeout=30_000)
    assert "月报.pdf" in window.said or "文件夹" in window.said


def test_an_office_without_data_offers_the_next_step(empty_window: Window) -> None:
    empty_window.go("reporting")
    page = empty_window.frame.page("reporting")
    assert isinstance(page, ReportingPage)
    empty_window.wait(lambda: "还没有农户数据" in page.preview.sentence.text())
    assert not page.save_button.isEnabled()
    page.preview.followed.emit("importing")
    assert empty_window.frame._here is not None
    assert empty_window.frame._here.page == "importing"


def test_a_missing_phone_is_said_with_the_way_to_fill_it_in(window: Window) -> None:
    facts = window.office.settings.facts()
    window.office.settings.save(dataclasses.replace(facts, phone=""))
    window.go("reporting")
    page = window.frame.page("reporting")
    assert isinstance(page, ReportingPage)
    window.wait(lambda: "还没有填写监督电话" in page.preview.sentence.text())
    assert '<a href="phone">' in page.preview.sentence.text()


def test_pages_grow_and_shrink(window: Window) -> None:
    sheets = reporting(window).preview.sheets
    before = sheets.scale
    sheets.zoom(1)
    assert sheets.scale > before
    sheets.zoom(-1)
    sheets.zoom(-1)
    assert sheets.scale < before
    sheets.go_to(1)
    assert sheets.current() == 1

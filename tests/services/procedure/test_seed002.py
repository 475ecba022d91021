"""Seed 002's whole calendar of one village, from the size to the booklet, by command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.cli.run import run
from fupin_desktop.services.office import Office
from tests.seed002 import ACTS, HEADS, LAST, NUMBER, as_words, prepare


@pytest.fixture
def replayed(office: Office) -> Office:
    prepare(office)
    for act in ACTS:
        assert run(["--office", str(office.folder), "--by", "李经办", *as_words(act)]) == 0, as_words(act)
    return office


def asked(office: Office, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert run(["--office", str(office.folder), "--json", *words]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_six_of_eight_households_are_on_the_register_at_the_end(
    replayed: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office = replayed
    states = {
        head: asked(office, capsys, "show", NUMBER[head])["procedures"][0]["state"] for head in HEADS
    }
    assert states == {
        "赵大山": "已办结", "钱二河": "已办结", "孙三林": "已办结", "李四海": "已办结", "周五田": "已办结",
        "吴六泉": "不通过（入户调查）", "郑七石": "不通过（民主评议）", "王八方": "已办结",
    }  # fmt: skip
    assert "poor" not in asked(office, capsys, "figures", "--on", "2014-07-03")
    assert asked(office, capsys, "figures", "--on", "2014-07-04")["poor"] == [6, 21]

"""Offices to test with."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine

from fupin_desktop import logs
from fupin_desktop.db import store, upgrade
from fupin_desktop.domain.village import Village
from fupin_desktop.services.office import Office
from fupin_desktop.services.settings import OfficeFacts

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


gc.set_threshold(50_000, 20, 50)  # a fifth of the time of a window's tests went into looking for garbage

_create_engine = store.create_engine
_first = _create_engine("sqlite://", query_cache_size=5000)
_first.connect().close()  # its dialect learns SQLite's version
_first.dispose()


def _engine_like_the_first(*said: Any, **more: Any) -> Engine:
    """Thousands of offices are opened in a run: what was compiled for one of them serves the next."""
    engine = _create_engine(*said, **more)
    engine.dialect = engine.pool._dialect = _first.dialect
    engine._compiled_cache = _first._compiled_cache
    return engine


store.create_engine = _engine_like_the_first

_migrate = upgrade._migrate
_schema: list[str] = []


def _migrate_once(connection: Connection) -> None:
    """The first new office of a run goes through every migration; the next are made as that one came out."""
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
        return _migrate(connection)
    for said in _schema:
        connection.exec_driver_sql(said)
    if not _schema:
        _migrate(connection)
        made = (
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
        )
        _schema.extend(connection.exec_driver_sql(made).scalars())
        _schema.append(f"INSERT INTO alembic_version VALUES ('{upgrade.newest()}')")
    return None


upgrade._migrate = _migrate_once


@pytest.fixture(autouse=True)
def _own_profile(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test has a profile of its own: the settings of the person who runs the tests stay as they are."""
    profile = tmp_path_factory.mktemp("profile")
    monkeypatch.setenv("FUPIN_CONFIG", str(profile / "config"))
    monkeypatch.setenv("FUPIN_LOGS", str(profile / "logs"))
    for name in ("FUPIN_OFFICE", "FUPIN_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    yield
    logs.stop()


@pytest.fixture
def quick_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a key from a password costs next to nothing."""
    from fupin_desktop.db import locked

    monkeypatch.setattr(locked, "COST", locked.Cost(1, 8192))


@pytest.fixture(scope="session")
def _empty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty") / "office"
    office = Office.open(folder, by="李经办", create=True)
    office.settings.save(
        OfficeFacts(unit="星星镇扶贫开发办公室", county="星海县", township="星星镇", phone="0999-1234567")
    )
    for place, name in enumerate(("水村", "月亮村")):
        office.settings.save_village(Village(name=name, county="星海县", township="星星镇", place=place))
    office.close()
    return folder


@pytest.fixture(scope="session")
def _demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from fupin_desktop.services.demo import fill_demo

    folder = tmp_path_factory.mktemp("demo") / "office"
    office = Office.open(folder, by="李经办", create=True)
    fill_demo(office)
    office.close()
    return folder


@pytest.fixture
def office(_empty_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with its facts and two villages, and nobody in it."""
    shutil.copytree(_empty_folder, tmp_path / "office")
    opened = Office.open(tmp_path / "office", by="李经办")
    yield opened
    opened.close()


@pytest.fixture
def demo_office(_demo_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The invented township 星星镇, a copy for each test."""
    shutil.copytree(_demo_folder, tmp_path / "demo")
    opened = Office.open(tmp_path / "demo", by="李经办")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _township_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.township import fill

    folder = tmp_path_factory.mktemp("township") / "office"
    shutil.copytree(_empty_folder, folder)
    office = Office.open(folder, by="李经办")
    fill(office)
    office.close()
    return folder


@pytest.fixture
def township(_township_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """Two villages and eleven households that can be counted by hand (see tests/township.py), a copy for each test."""
    shutil.copytree(_township_folder, tmp_path / "township")
    opened = Office.open(tmp_path / "township", by="李经办")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def _seed002_folder(_empty_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from fupin_desktop.cli.run import run
    from tests.seed002 import ACTS, as_words, prepare

    folder = tmp_path_factory.mktemp("seed002") / "office"
    shutil.copytree(_empty_folder, folder)
    office = Office.open(folder, by="李经办")
    prepare(office)
    office.close()
    for act in ACTS:
        assert run(["--office", str(folder), "--by", "李经办", *as_words(act)]) == 0, as_words(act)
    return folder


@pytest.fixture
def seed002(_seed002_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The village whose whole identification of 2014 was done by command line (see tests/seed002.py), a copy for each test."""
    shutil.copytree(_seed002_folder, tmp_path / "seed002")
    opened = Office.open(tmp_path / "seed002", by="李经办")
    yield opened
    opened.close()

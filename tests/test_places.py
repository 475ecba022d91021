"""Where things lie, installed and carried on a stick."""

import pytest

from fupin_desktop import places


@pytest.fixture(autouse=True)
def nothing_chosen(monkeypatch):
    for name in ("FUPIN_OFFICE", "FUPIN_CONFIG", "FUPIN_LOGS", "FUPIN_CACHE", "FUPIN_PROGRAM"):
        monkeypatch.delenv(name, raising=False)


def test_an_installed_program_keeps_everything_in_the_users_own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_PROGRAM", str(tmp_path))
    assert not places.is_portable()
    for place in (places.office(), places.config(), places.logs(), places.cache()):
        assert "fupin_desktop" in place.parts
        assert tmp_path not in place.parents


def test_a_carried_program_keeps_everything_beside_itself(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_PROGRAM", str(tmp_path))
    (tmp_path / places.MARK).touch()
    assert places.is_portable()
    assert places.office() == tmp_path / "办公室"
    for place in (places.config(), places.logs(), places.cache()):
        assert place.parent == tmp_path / "办公室"


def test_what_was_chosen_goes_before_everything(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_PROGRAM", str(tmp_path))
    (tmp_path / places.MARK).touch()
    monkeypatch.setenv("FUPIN_OFFICE", str(tmp_path / "别处"))
    assert places.office() == tmp_path / "别处"


def test_a_checkout_has_no_program_folder():
    assert places.program() is None
    assert not places.is_portable()

"""The log tells what went on and never whose number it was; the settings survive damage."""

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop import logs, settings
from fupin_desktop.domain.errors import Trouble


@pytest.fixture
def log_file(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_LOGS", str(tmp_path / "日志"))
    level = logging.getLogger().level
    yield logs.start()
    logs.stop()
    logging.getLogger().setLevel(level)


@pytest.fixture
def settings_file(tmp_path, monkeypatch):
    monkeypatch.setenv("FUPIN_CONFIG", str(tmp_path / "config"))
    return tmp_path / "config" / "settings.json"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("65909919491231002X", "659099************"),
        ("659099491231002", "659099*********"),
        ("65909919491231002144", "659099**************"),
        ("6590991949123100214401", "659099****************"),
        ("659099 19491231 002X", "659099**************"),
        ("13800138000", "138********"),
        ("+8613800138000", "+86138********"),
        ("138-0013-8000", "138**********"),
        ("6222021234567890", "622202**********"),
        ("6222021234567890123", "622202*************"),
        ("6222 0212 3456 7890 123", "6222 02****************"),
        ("６５９０９９１９４９１２３１００２０", "６５９０９９************"),
    ],
)
def test_numbers_of_persons_are_masked(number, shown):
    assert logs.mask(f"证件{number}重复") == f"证件{shown}重复"


@pytest.mark.parametrize(
    "text",
    ["村代码 659099101201", "2018-06-30 08:15:02,123", "218户845人，共1234567.89元", "12317", "第390000行"],
)
def test_other_numbers_stay_readable(text):
    assert logs.mask(text) == text


@given(st.from_regex(r"[1-9][0-9]{14,21}[Xx]?", fullmatch=True), st.text("户主：，a _", max_size=5))
def test_no_long_number_survives_whatever_stands_around_it(number, around):
    assert number[6:] not in logs.mask(around + number + around)


def test_the_log_masks_arguments_and_tracebacks(log_file):
    try:
        raise ValueError("坏号码 65909919491231002X")
    except ValueError:
        logging.getLogger("fupin").exception("第%s行，电话 %s", 3, "13800138000")
    text = log_file.read_text(encoding="utf-8")
    assert "第3行，电话 138********" in text
    assert "ValueError: 坏号码 659099************" in text
    assert "65909919491231002X" not in text


def test_a_log_folder_that_cannot_be_written_gives_way_to_the_temporary_one(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("FUPIN_LOGS", str(tmp_path / "file" / "below"))
    monkeypatch.setattr(logs.tempfile, "gettempdir", lambda: str(tmp_path))
    try:
        assert logs.start() == tmp_path / "fupin-logs" / "fupin.log"
    finally:
        logs.stop()


def test_without_any_place_for_the_log_the_program_still_starts(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("FUPIN_LOGS", str(tmp_path / "file"))
    monkeypatch.setattr(logs.tempfile, "gettempdir", lambda: str(tmp_path / "file"))
    logs.start()
    logging.getLogger("fupin").info("照常")
    logs.stop()


def test_settings_come_back_as_they_were_saved(settings_file):
    settings.save(
        settings.Settings(office="D:/扶贫/办公室", worker="经办人甲", text_scale=130, lists={"农户": "QQ=="})
    )
    assert settings.change(last_folder="D:/导出").office == "D:/扶贫/办公室"
    assert settings.load().last_folder == "D:/导出"
    assert settings.load().lists == {"农户": "QQ=="}
    assert [file.name for file in settings_file.parent.iterdir()] == ["settings.json"]


def test_a_first_start_has_the_defaults(settings_file):
    assert settings.load() == settings.Settings()
    assert not settings_file.exists()


@pytest.mark.parametrize("damage", [b"{", b"\xff\xfe\x00", b"[]", b""])
def test_damaged_settings_are_set_aside_and_the_defaults_used(settings_file, damage, caplog):
    settings_file.parent.mkdir()
    settings_file.write_bytes(damage)
    assert settings.load() == settings.Settings()
    assert settings_file.with_name("settings.json.damaged").read_bytes() == damage
    assert "设置文件已损坏" in caplog.text


def test_a_single_senseless_value_costs_only_itself(settings_file):
    settings_file.parent.mkdir()
    settings_file.write_text(
        '{"text_scale": 7, "worker": "经办人甲", "office": 3, "lists": {"户": 1}, "new": true}',
        encoding="utf-8",
    )
    assert settings.load() == settings.Settings(worker="经办人甲")


def test_settings_that_cannot_be_written_say_where_and_why(settings_file):
    settings_file.parent.touch()
    with pytest.raises(Trouble, match=r"设置没有保存：.*settings\.json 写不进去"):
        settings.save(settings.Settings())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (r"C:\Users\张 三\AppData\Local\fupin_desktop\office.db", r"%LOCALAPPDATA%\fupin_desktop\office.db"),
        (r"'C:\\Users\\张 三\\AppData\\Local\\Logs'", r"'%LOCALAPPDATA%\\Logs'"),
        ("打不开C:/Users/张 三/表.xlsx，请检查", "打不开%USERPROFILE%/表.xlsx，请检查"),
        (r"D:\扶贫\表.xlsx", r"D:\扶贫\表.xlsx"),
    ],
)
def test_paths_do_not_tell_the_name_of_the_user(monkeypatch, text, said):
    monkeypatch.setenv("USERPROFILE", r"C:\Users\张 三")
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\张 三\AppData\Local")
    assert logs.shorten(text) == said


def test_what_may_be_handed_on_has_neither_numbers_nor_the_users_name(monkeypatch):
    monkeypatch.setenv("USERPROFILE", r"C:\Users\张三")
    assert (
        logs.safe(r"65909919491231002X 在 C:\Users\张三\表.xlsx")
        == r"659099************ 在 %USERPROFILE%\表.xlsx"
    )

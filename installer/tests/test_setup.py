"""The compiled setup, taken apart: what is packed, what it says, how it guards itself."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from fupin_desktop import __version__
from installer.build import Built
from installer.fetch import digest_of
from installer.paths import HERE
from installer.tests.nsis import FORCED_CHECK, Setup
from installer.tests.pe import GRAPHICAL, X64, Binary
from installer.tests.windows import is_its_own

SETUP, SHARED, UNINSTALL = (
    (HERE / "nsis" / name).read_text(encoding="utf-8")
    for name in ("setup.nsi", "shared.nsh", "uninstall.nsh")
)
SCRIPT = SETUP + SHARED + UNINSTALL
CODES = range(3, 12)
"""What the setup answers when it refuses, each with its own sentence."""
SAYS = r'(?:MessageBox \S+|StrCpy \$Sentence|!insertmacro RefuseBelow "[^"]*")'
"""Before what the setup says."""
NAMES = ("Sentence", "SENTENCE", "Failed", "Welcome", "")
"""What may stand instead of a sentence: one that was put together elsewhere."""
VARIABLE = re.compile(r"\$\{\w+\}|\$\\[rn]|\$\w+")


@pytest.fixture(scope="session")
def setup(built: Built) -> Setup:
    """The setup, read."""
    return Setup.read(built.setup)


@pytest.fixture(scope="session")
def stub(setup: Setup) -> Binary:
    """The program that unpacks the rest."""
    return Binary(setup.content)


def test_the_script_compiles_without_a_warning(built: Built) -> None:
    """makensis runs with -WX: a warning is an error."""
    assert built.setup.stat().st_size > 50_000_000
    assert built.setup.name == f"FupinDesktop-{__version__}-setup.exe"


def test_every_file_of_the_payload_is_packed_byte_by_byte(built: Built, setup: Setup) -> None:
    packed = {digest_of(block) for block in setup.blocks[1:]}
    folder = built.payload.folder
    missing = [
        path for path in built.payload.files() if digest_of((folder / path).read_bytes()) not in packed
    ]
    assert missing == []


def test_nothing_else_is_packed_but_what_nsis_needs(built: Built, setup: Setup) -> None:
    """Pictures of its pages, its own plugins, the uninstaller."""
    folder = built.payload.folder
    ours = {digest_of((folder / path).read_bytes()) for path in built.payload.files()}
    others = [block for block in setup.blocks[1:] if digest_of(block) not in ours]
    assert 0 < len(others) < 12
    assert sum(map(len, others)) < 1_500_000


def test_every_file_is_put_where_it_lies_in_the_payload(built: Built) -> None:
    from installer.setup import payload_script

    folder, placed = "", {}
    for line in payload_script(built.payload).splitlines():
        if found := re.match(r'\s*SetOutPath "\$INSTDIR\\~new\\?(.*)"', line):
            folder = found[1].replace("\\", "/")
        elif found := re.match(r'\s*File "(.*)"', line):
            placed[f"{folder}/{Path(found[1]).name}".lstrip("/")] = found[1]
    assert {path: (built.payload.folder / path).as_posix() for path in built.payload.files()} == placed


def test_a_damaged_setup_does_not_begin(setup: Setup) -> None:
    """It holds the check sum of itself and is told to look at it always."""
    assert setup.kept_sum == setup.true_sum
    assert setup.flags & FORCED_CHECK


def test_a_damaged_setup_says_so_in_chinese(setup: Setup) -> None:
    words = setup.content[: setup.start].decode("utf-16-le", "ignore")
    assert "安装程序已损坏或没有下载完整" in words
    assert "integrity check has failed" not in words


def pieces(sentence: str) -> list[str]:
    """A sentence of the script without what is only known on the PC."""
    return [piece for piece in VARIABLE.split(sentence) if len(piece) > 3]


def refusals() -> list[str]:
    """The sentences with which the setup refuses or fails."""
    return re.findall(rf'{SAYS} "([^"]*[\u4e00-\u9fff][^"]*)"', SETUP + SHARED)


def test_the_setup_says_all_that_the_script_lets_it_say(setup: Setup) -> None:
    said = [piece for sentence in refusals() for piece in pieces(sentence)]
    assert len(said) > 10
    assert [piece for piece in said if not setup.says(piece)] == []


@pytest.mark.parametrize("code", CODES)
def test_every_refusal_has_its_own_sentence_that_says_nothing_was_changed(code: int) -> None:
    near = [
        (SETUP + SHARED)[found.start() - 400 : found.end() + 400]
        for found in re.finditer(rf"StrCpy \$Code {code}\b", SETUP + SHARED)
    ]
    assert near
    assert re.search(r"没有改动", near[0])


def test_every_sentence_of_the_script_is_chinese() -> None:
    """No box, page or refusal of ours is in English."""
    said = re.findall(rf'^\s*(?:{SAYS}|!define MUI_\w+TEXT\w*) "([^"]*)"', SCRIPT, re.M)
    english = [each for each in said if each.strip("${}") not in NAMES]
    assert len(english) > 12
    assert [each for each in english if not re.search(r"[\u4e00-\u9fff]", each)] == []


def test_silently_every_box_answers_itself() -> None:
    """/S must never wait for somebody: a box has /SD, or stands where silence was asked before."""
    boxes = [line.strip() for line in SCRIPT.splitlines() if line.strip().startswith("MessageBox")]
    open_ended = [line for line in boxes if "/SD" not in line]
    assert len(boxes) > len(open_ended)
    for line in open_ended:
        before = SCRIPT[: SCRIPT.index(line)][-900:]
        assert "${Silent}" in before or "Function DemandFolder" in before, line


def test_the_setup_is_for_64_bits_and_asks_for_no_administrator(stub: Binary) -> None:
    assert (stub.machine, stub.subsystem) == (X64, GRAPHICAL)
    (manifest,) = stub.resources(24)
    assert b'level="asInvoker"' in manifest
    assert b"8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a" in manifest
    assert [each.library for each in stub.imports if not is_its_own(each.library)] == []


def test_the_setup_has_name_version_and_the_icon_of_the_program(stub: Binary) -> None:
    said = stub.resources(16)[0].decode("utf-16-le", "replace")
    assert "乡镇扶贫工作台 安装程序" in said
    assert __version__ in said
    icon = (HERE.parent / "resources" / "icons" / "program.ico").read_bytes()
    assert all(picture in icon for picture in stub.resources(3))


def test_no_folder_of_the_building_machine_is_in_the_setup(built: Built, setup: Setup) -> None:
    places = [
        str(place) for place in (HERE.parent, built.payload.folder, Path.home()) if len(place.parts) > 2
    ]
    assert [place for place in places if setup.says(place)] == []


def test_every_file_that_shortcuts_and_registry_name_is_installed(built: Built) -> None:
    named = {each.replace("\\", "/") for each in re.findall(r"\$INSTDIR\\([\w.\\]+\.(?:exe|ico))", SCRIPT)}
    assert {"FupinDesktop.exe", "uninstall.exe"} < named
    assert sorted(named - {*built.payload.files(), "uninstall.exe"}) == []


def test_only_folders_of_the_setup_itself_are_removed_with_all_that_lies_in_them() -> None:
    """Whoever adds another one here has thought of what else may lie in it (see installer/wine/test_folders.py)."""
    assert set(re.findall(r'RMDir /r "([^"]*)"', SCRIPT)) == {
        "$INSTDIR\\~new",
        "$INSTDIR\\~gone",  # what an upgrade or a removal put away, after an office was looked for in it
        "$INSTDIR\\${PART}",  # what stands in the place of a part that is taken back
        "${FOLDER}\\${PART}",  # the program that moved away
        "${DATA}",
    }


def test_nobody_elses_folder_and_no_office_is_touched_before_it_was_looked_for() -> None:
    install = SETUP[SETUP.index('Section "program"') : SETUP.index("SectionEnd")]
    assert install.index("Call CheckFolder") < install.index("RMDir /r")
    checks = SETUP[SETUP.index("Function CheckFolder") :].partition("FunctionEnd")[0]
    assert (
        checks.index("Call CheckOwner") < checks.index("Call CheckOffice") < checks.index("CreateDirectory")
    )
    assert "Call un.CheckOffice" in UNINSTALL[: UNINSTALL.index('Section "Uninstall"')]


def test_data_of_the_user_are_removed_only_when_asked_twice() -> None:
    assert SCRIPT.count('RMDir /r "${DATA}"') == 1
    before = SCRIPT[: SCRIPT.index('RMDir /r "${DATA}"')]
    asked = before[before.rindex("Function un.AskAboutData") :]
    assert asked.count("MB_DEFBUTTON2") == asked.count("/SD IDNO") == 2


# --- portable ---------------------------------------------------------------------------------------------


def test_the_portable_package_is_the_same_payload(built: Built) -> None:
    folder, mark = built.payload.folder, "portable.txt"
    with zipfile.ZipFile(built.portable) as packed:
        assert packed.testzip() is None
        names = packed.namelist()
        (top,) = {name.partition("/")[0] for name in names}
        there = {name.removeprefix(f"{top}/"): digest_of(packed.read(name)) for name in names}
    here = {path: digest_of((folder / path).read_bytes()) for path in built.payload.files()}
    assert there.keys() - here.keys() == {mark}
    assert {name: there[name] for name in here} == here


def test_the_portable_package_says_what_is_not_safe(built: Built) -> None:
    with zipfile.ZipFile(built.portable) as packed:
        (name,) = [each for each in packed.namelist() if each.endswith("portable.txt")]
        text = packed.read(name).decode("utf-8-sig")
    assert "没有加密" in text
    assert "\r\n" in text
    assert __version__ in text


def test_chinese_names_in_the_portable_package_are_marked_as_such(built: Built) -> None:
    """Else Windows reads them in the code page of the PC."""
    with zipfile.ZipFile(built.portable) as packed:
        foreign = [each for each in packed.infolist() if not each.filename.isascii()]
        assert foreign
        assert [each.filename for each in foreign if not each.flag_bits & 0x800] == []

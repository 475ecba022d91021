"""Bad input by command line: each file and word a clerk may get wrong, the sentence that answers it, and nothing changed."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, event

from tests.exchange.test_open_workbook import OLE, ole_with
from tests.exports import EXPORTS, HEADS, a_row, an_export, id_of
from tests.test_cli import Shell

FILE = "坏.xlsx"


@pytest.fixture
def fupin(_empty_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """An office with its facts and two villages."""
    shutil.copytree(_empty_folder, tmp_path / "office")
    return Shell(tmp_path / "office", capsys)


def state(fupin: Shell) -> tuple[Any, ...]:
    """What must stay as it was: acts, figures, and the automatic backups."""
    acts = fupin.json("history")["acts"]
    return acts, fupin.json("figures"), sorted(each.name for each in (fupin.office / "backups").iterdir())


def refused(fupin: Shell, *words: object) -> str:
    """The one sentence on stderr; the office is as it was."""
    before = state(fupin)
    said = fupin(*words, fails=1)[1].strip()
    assert state(fupin) == before
    assert "\n" not in said
    assert "Traceback" not in said
    return said


def no_table(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


def with_heads(*heads: str) -> Callable[[Path], object]:
    return lambda path: an_export(path, [a_row()], heads=heads)


def headless(path: Path) -> None:
    """An export whose titles and heading were cut off: it begins with people."""
    an_export(path, [a_row(), a_row(person=2), a_row("650000000002")])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].delete_rows(1, 3)
    book.save(path)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (None, "找不到文件“坏.xlsx”，请检查文件名和所在文件夹。"),
        (Path.mkdir, "“坏.xlsx”是文件夹，请选择里面的表格文件。"),
        (no_table(b""), "“坏.xlsx”是空文件（0字节），可能没有下载或拷贝完整，请重新导出。"),
        (no_table(b"\r\n\r\n"), "“坏.xlsx”里没有任何数据，请确认导出的内容后重新导出。"),
        (lambda path: an_export(path, []), "“坏.xlsx”里只有表头，没有一行数据，请确认导出的内容后重新导出。"),
        (no_table(ole_with("EncryptedPackage")), "“坏.xlsx”设有打开密码，请用Excel或WPS打开，去掉密码后另存，再导入。"),
        (no_table(b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
         "“坏.xlsx”其实是图片（PNG），不是表格，请选择导出的.xlsx、.xls或.csv表格。"),
        (no_table(OLE), "“坏.xlsx”已损坏或不完整，打不开，请重新导出或重新拷贝。"),
        (with_heads("甲", "乙", "丙", "丁"),
         "“坏.xlsx”里没有找到表头：前15行中没有同时出现姓名和证件号码（或户编号）等至少4个列名。请确认选的是导出的名单，表头没有被删掉或改名。"),
        (with_heads(*(head for head in HEADS if head not in ("户编号", "与户主关系"))),
         "“坏.xlsx”里没有“户编号”一列，也没有“与户主关系”或“户主姓名”，不知道谁和谁是一户；请在导出时选上户编号，或在页面上指定这一列。"),
        (headless,
         "“坏.xlsx”里没有找到表头：前15行中没有同时出现姓名和证件号码（或户编号）等至少4个列名。请确认选的是导出的名单，表头没有被删掉或改名。"),
        (lambda path: an_export(path, [a_row()], day=None),
         "“坏.xlsx”没有写明数据日期，请用 --on 或在页面上填写数据日期"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_taken_is_refused_and_the_office_stays_as_it_was(
    fupin: Shell, tmp_path: Path, make: Callable[[Path], Any] | None, sentence: str
) -> None:
    if make is not None:
        make(tmp_path / FILE)
    assert refused(fupin, "import", tmp_path / FILE) == sentence


def test_one_bad_file_among_good_ones_stops_them_all(fupin: Shell, tmp_path: Path) -> None:
    good = an_export(tmp_path / "好.xlsx", [a_row()])
    assert "找不到文件“坏.xlsx”" in refused(fupin, "import", good, tmp_path / FILE)


def test_a_file_locked_by_another_program_is_refused(
    fupin: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = an_export(tmp_path / FILE, [a_row()])
    opened = Path.open

    def locked(self: Path, *how: Any, **more: Any) -> Any:
        if self.name == FILE:
            raise PermissionError(13, "denied")
        return opened(self, *how, **more)

    monkeypatch.setattr(Path, "open", locked)
    said = refused(fupin, "import", path)
    assert said == "“坏.xlsx”被其他程序占用或没有读取权限，请在Excel或WPS里关闭它，再试一次。"


ODD_ROWS: list[tuple[dict[str, Any], str]] = [
    ({"人数": "很多"}, "第5行（J列）：人数“很多”不是数字"),
    ({"人均纯收入": "-120.5"}, "第5行（Z列）：人均纯收入为负数，请核对"),
    ({"人均纯收入": -120.5}, "第5行（Z列）：人均纯收入为负数，请核对"),
    ({"人均纯收入": "=SUM(A1:A2)"}, "第5行（Z列）：人均纯收入是公式但没有值，请在Excel里打开并保存一次再导入"),
    ({"证件号码": "1.23E+17"}, "第5行（I列）：证件号码“1.23E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
    ({"证件号码": 659099197001010010}, "第5行（I列）：证件号码“6.59099E+17”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
    ({"户编号": 6500000000010001}, "第5行（F列）：户编号“6.5E+15”已被Excel变成科学计数，无法恢复原数，请从原表重新导出"),
    ({"出生日期": "2018-04-31"}, "第5行（AB列）：出生日期“4月31日”不是有效日期（原文“2018-04-31”）"),
    ({"姓名": ""}, "第5行（H列）：姓名为空，请补上"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "sentence"), ODD_ROWS)
def test_one_bad_row_is_refused_with_its_place_and_the_others_go_in(
    fupin: Shell, tmp_path: Path, wrong: dict[str, Any], sentence: str
) -> None:
    rows = [a_row(), a_row("650000000002", **wrong), a_row("650000000003")]
    path = an_export(tmp_path / FILE, rows, heads=[*HEADS, "出生日期"])
    problems = fupin.json("import", path)["problems"]
    assert sentence in [f"第{each['row']}行（{each['column']}列）：{each['text']}" for each in problems]
    found = fupin.json("figures")
    assert (found["households"], found["people"]) == (2, 2)


FINDINGS: list[tuple[list[dict[str, Any]], str]] = [
    ([a_row(与户主关系="之子")], "第4行（K列）：户编号650000000001没有户主，请核对与户主关系"),
    ([a_row(人数="2"), a_row(person=2, 与户主关系="户主", 人数="2")], "第4行（K列）：户编号650000000001有2个户主，请核对与户主关系"),
    ([a_row(), a_row("650000000002", 证件号码=a_row()["证件号码"])],
     "第5行（I列）：王安的证件号码与第4行相同，同一个人出现在两户，请核对"),
    ([a_row(证件号码="11010519491231002" + "1")], "第4行（I列）：证件号码第18位应核对：与前17位不符"),
    ([a_row(证件号码="999999197001010010")], "第4行（I列）：证件号码是临时号码（999999…），待补证件"),
    ([a_row(证件号码="659099********0011")], "第4行（I列）：证件号码被遮盖（含*），不会覆盖本办的完整号码"),
    ([a_row(证件号码="１１０１０５１９４９１２３１００２Ｘ")], "第4行（I列）：全角字符已改为半角"),
    ([a_row(证件号码="110105\t19491231 002X")], "第4行（I列）：已去掉号码中的空格或制表符"),
    ([a_row(证件号码="659099700101001")], "第4行（I列）：15位旧号码已换算成18位"),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "sentence"), FINDINGS)
def test_what_is_odd_in_the_national_data_is_taken_in_and_said_and_nobody_is_invented(
    fupin: Shell, tmp_path: Path, rows: list[dict[str, Any]], sentence: str
) -> None:
    said = fupin("import", an_export(tmp_path / FILE, rows))[0]
    assert sentence in said.splitlines()
    found = fupin.json("figures")
    assert found["people"] == len(rows)
    assert found["households"] == len({row["户编号"] for row in rows})


def test_the_right_check_character_is_written_nowhere(
    fupin: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUPIN_LOGS", str(tmp_path / "logs"))
    right = id_of("19700101", 5)
    wrong = right[:17] + ("0" if right[17] != "0" else "1")
    path = an_export(tmp_path / FILE, [a_row(证件号码=wrong)])
    said = [*fupin("import", path, "--out", tmp_path / "标注.xlsx"), *fupin("--json", "import", path)]
    said += fupin("show", "650000000001")
    said += fupin("--json", "show", "650000000001")
    said.append(
        fupin(
            "edit",
            "650000000001",
            f"证件号码={wrong[:14]}0000",
            "--person",
            "王安",
            "--evidence",
            "",
            fails=1,
        )[1]
    )
    fupin("export", "people", tmp_path / "名单.xlsx")
    for book in ("标注.xlsx", "名单.xlsx"):
        opened = openpyxl.load_workbook(tmp_path / book)
        said += [str(cell.value) for sheet in opened for row in sheet.iter_rows() for cell in row]
    said += [each.read_text("utf-8") for each in (tmp_path / "logs").rglob("*") if each.is_file()]
    assert wrong in "".join(said)
    assert right not in "".join(said)


def doubled(path: Path) -> None:
    an_export(path, [a_row(), a_row("650000000002")], heads=[*HEADS, "姓名"])


def merged(path: Path) -> None:
    an_export(path, [a_row(人数="2"), a_row(person=2, 人数="2") | {"户编号": ""}])
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("F4:F5")
    book.save(path)


def hidden(path: Path) -> None:
    an_export(path, [a_row(), a_row("650000000002")])
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[5].hidden = True
    book.save(path)


def a_copy(path: Path) -> None:
    an_export(path, [a_row(), a_row("650000000002")])
    book = openpyxl.load_workbook(path)
    book.active.title = "Sheet1 (2)"
    book.save(path)


@pytest.mark.parametrize(
    ("make", "remark"),
    [
        (doubled, "表头“姓名”重复（第AB列），以第H列为准"),
        (merged, "数据区有1处合并单元格（F4:F5），合并的各行按同一个值读取"),
        (hidden, "有1行被隐藏（第5行），也已读取"),
        (a_copy, "工作表名“Sheet1 (2)”像是复制出来的副本，请确认导入的是这一张"),
    ],
)
def test_what_is_odd_about_a_workbook_is_read_with_a_remark(
    fupin: Shell, tmp_path: Path, make: Callable[[Path], None], remark: str
) -> None:
    make(tmp_path / FILE)
    assert remark in fupin("import", tmp_path / FILE)[0].splitlines()
    assert fupin.json("figures")["people"] == 2


@pytest.mark.parametrize(
    ("source", "named", "remark"),
    [
        ("贫困户信息_20180508.xls", "名单.xlsx", "文件名是.xlsx，内容其实是.xls，已按内容读取"),
        ("贫困户信息_20180508.xlsx", "名单.xls", "文件名是.xls，内容其实是.xlsx，已按内容读取"),
        ("贫困户信息_20180508.xls", "名单.xls", "旧版.xls看不出有没有隐藏的行，所有行都会读取"),
    ],
)
def test_a_wrong_ending_is_read_with_a_remark(
    fupin: Shell, tmp_path: Path, source: str, named: str, remark: str
) -> None:
    shutil.copy(EXPORTS / source, tmp_path / named)
    assert remark in fupin("import", tmp_path / named)[0].splitlines()
    assert fupin.json("figures")["households"] == 218


def test_a_full_disk_during_an_import_changes_nothing(fupin: Shell) -> None:
    def small(connection: sqlite3.Connection, *_: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 4}")

    acts = fupin.json("history")["acts"]
    event.listen(Engine, "checkout", small)
    try:
        said = fupin("import", EXPORTS / "贫困户信息_20180508.xlsx", fails=1)[1].strip().splitlines()[-1]
    finally:
        event.remove(Engine, "checkout", small)
    assert said == "磁盘已满，这次改动没有保存；请清理磁盘空间后再试，原来的数据没有受影响"
    assert fupin.json("history")["acts"] == acts
    assert fupin.json("figures")["known"] is False
    assert fupin.json("verify")["ok"]


def test_a_folder_that_cannot_be_written_is_said(
    fupin: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "mkdir", forbidden)
        other = Shell(tmp_path / "别处", fupin._capsys)
        assert other("init", fails=1)[1].strip() == (
            f"不能在“{tmp_path / '别处'}”建立办公室文件夹（没有写入权限），请换一个可以写入的位置"
        )
    assert not (tmp_path / "别处").exists()


def test_a_file_where_the_folder_should_be_is_said(fupin: Shell, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    said = Shell(tmp_path / "文件", fupin._capsys)("init", fails=1)[1]
    assert "建立办公室文件夹（那里有一个同名的文件），请换一个可以写入的位置" in said


def test_a_list_of_problems_that_cannot_be_written_stops_the_import(fupin: Shell, tmp_path: Path) -> None:
    path = an_export(tmp_path / FILE, [a_row()])
    said = refused(fupin, "import", path, "--out", tmp_path / "没有" / "标注.xlsx")
    assert said == f"文件夹“{tmp_path / '没有'}”不存在，“标注.xlsx”没有写成，请换一个位置。"


@pytest.mark.parametrize(
    "words", [("figures",), ("verify",), ("import", EXPORTS / "贫困户信息_20180508.xlsx")]
)
def test_a_damaged_database_is_said_and_left_as_it_is(fupin: Shell, words: tuple[object, ...]) -> None:
    fupin("figures")
    with (fupin.office / "office.db").open("r+b") as file:
        file.seek(100)
        file.write(b"\x5a" * 4096 * 8)
    before = (fupin.office / "office.db").read_bytes()
    said = fupin(*words, fails=1)[1].strip()
    assert said == "数据库文件已损坏，请用“恢复备份”找回最近的备份；损坏的文件请保留，不要删除"
    assert (fupin.office / "office.db").read_bytes() == before


@pytest.mark.parametrize(
    "words", [("figures",), ("upgrade",), ("import", EXPORTS / "贫困户信息_20180508.xlsx")]
)
def test_a_database_of_a_newer_program_is_said_and_left_as_it_is(
    fupin: Shell, words: tuple[object, ...]
) -> None:
    with closing(sqlite3.connect(fupin.office / "office.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    said = fupin(*words, fails=1)[1].strip()
    assert said == "这个数据库由更新版本的程序建立，当前版本打不开；请安装新版程序，数据没有改动"


@pytest.mark.parametrize(
    "words",
    [
        ("report", "monthly", "2018-05", "--out", "月报.pdf"),
        ("notice", "exit", "--household", "650000000001", "--out", "公示"),
    ],
)
def test_a_paper_without_unit_and_phone_asks_for_them(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    bare = Shell(tmp_path / "bare", capsys)
    bare("init", "--township", "星星镇", "--village", "月亮村")
    bare("import", EXPORTS / "贫困户信息_20180508.xlsx")
    said = refused(bare, *words)
    assert (
        said == "还没有填写单位全称，请在“设置”里填写后再生成；还没有填写监督电话，请在“设置”里填写后再生成"
    )
    assert not (tmp_path / words[-1]).exists()


def test_what_is_typed_wrong_in_a_correction_is_refused(fupin: Shell, tmp_path: Path) -> None:
    fupin("import", an_export(tmp_path / FILE, [a_row()]))
    home = "650000000001"
    for words, sentence in (
        (("首次识别时间=2018-04-31",), "首次识别时间“4月31日”不是有效日期（原文“2018-04-31”）"),
        (("人均纯收入=很多", "--year", "2018"), "人均纯收入“很多”不是数字"),
        (("证件号码=659099194912310021", "--person", "王安"), "证件号码第18位应核对：与前17位不符"),
        (
            ("证件号码=11010519491231002X", "--person", "王安"),
            "更正证件号码请写明依据（户口簿、公安机关证明等）",
        ),
    ):
        assert sentence in refused(fupin, "edit", home, *words, "--evidence", "")


def test_a_village_the_office_does_not_know_is_said_before_it_is_made(fupin: Shell, tmp_path: Path) -> None:
    path = an_export(tmp_path / FILE, [a_row(行政村="月亮村民委员会")])
    assert "新增行政村：月亮村民委员会，请核对村名" in fupin("import", path, "--dry-run")[0].splitlines()


def test_what_a_file_is_and_what_it_would_change_is_told_before_it_is_kept(
    fupin: Shell, tmp_path: Path
) -> None:
    fupin("import", an_export(tmp_path / "一.xlsx", [a_row()]))
    fupin("edit", "650000000001", "户联系电话=13911112222", "--evidence", "入户")
    later = an_export(tmp_path / "二.xlsx", [a_row(自然村="2组", 健康状况="残疾")], day="2018-06-08")
    said = fupin("import", later, "--dry-run")[0].splitlines()
    assert said[0].startswith("文件 1户1人／本办 1户1人。农户冲突1；成员变更1")
    assert said[1] == "版式H1 2016–17 国家系统人员导出，表头在第3行，数据日期2018-06-08"
    assert "变更 650000000001 王安：户联系电话 13911112222 → 13900000001（冲突，保留本办的）" in "".join(
        said
    ).replace("村民小组 1组 → 2组；", "")
    assert "变更 650000000001 王安：健康状况 健康 → 残疾" in said


def test_who_works_stands_in_the_history(fupin: Shell, tmp_path: Path) -> None:
    fupin("--by", "赵经办", "import", an_export(tmp_path / "一.xlsx", [a_row()]))
    assert fupin.json("history")["acts"][0]["person"] == "赵经办"

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from knowledge_base import entries, exchange, spreadsheet
from knowledge_base.exchange import COLUMNS, apply, export, plan
from knowledge_base.spreadsheet import TableUnreadable

WRITTEN = """\
# What shoppers ask of sending.
- id: shipping.when
  question: 什么时候发货？
  variants:
    - 几点发
    - "1: 今天发吗"   # as it was asked
  answer: "{policy.shipping.same_day_before} 前付款当天发。"
  tags: [发货, 时间]
  public: true
  valid: {from: 2026-01-01, until: null}
  related: [shipping.fee]

# About money.
- id: shipping.fee
  question: 邮费多少？
  variants:
    - 包邮吗
  answer: 满 59 元包邮。
  tags: [运费]
  public: false
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "entries"
    made.mkdir()
    (made / "shipping.yml").write_text(WRITTEN, "utf-8")
    return made


@pytest.fixture(params=["faq.csv", "faq.xlsx"])
def table(request: pytest.FixtureRequest, tmp_path: Path, folder: Path) -> Path:
    path = tmp_path / str(request.param)
    export(path, folder)
    return path


def change(table: Path, row: int, column: str, value: object) -> None:
    rows = spreadsheet.read(table)
    if row > len(rows):
        rows.append([None] * len(COLUMNS))
    rows[row - 1][COLUMNS.index(column)] = value  # type: ignore[call-overload]
    spreadsheet.write(table, rows)


def text_of(folder: Path, topic: str = "shipping") -> str:
    return (folder / f"{topic}.yml").read_text("utf-8")


def problems(table: Path, folder: Path) -> list[str]:
    with pytest.raises(TableUnreadable) as told:
        plan(table, folder)
    return told.value.problems


def test_what_was_exported_changes_nothing_when_it_comes_back(table: Path, folder: Path) -> None:
    made = plan(table, folder, remove=True)
    assert (made.added, made.changed, made.removed) == ([], {}, [])
    apply(made)
    assert text_of(folder) == WRITTEN


@pytest.mark.parametrize("name", ["all.csv", "all.xlsx"])
def test_the_shops_own_entries_come_back_unchanged(tmp_path: Path, name: str) -> None:
    export(tmp_path / name)
    made = plan(tmp_path / name, remove=True)
    assert (made.added, made.changed, made.removed) == ([], {}, [])
    assert all(one.text == one.path.read_text("utf-8") for one in made.files)


def test_a_changed_field_changes_its_line_alone(table: Path, folder: Path) -> None:
    change(table, 3, "答案", "满 59 元包邮：偏远地区除外。")
    made = plan(table, folder)
    assert made.changed == {"shipping.fee": ["答案"]}
    apply(made)
    assert text_of(folder) == WRITTEN.replace("满 59 元包邮。", "满 59 元包邮：偏远地区除外。")


def test_an_added_variant_is_an_added_line(table: Path, folder: Path) -> None:
    change(table, 2, "问法", "几点发\n1: 今天发吗\n快发货啊")
    apply(plan(table, folder))
    before = '    - "1: 今天发吗"   # as it was asked\n'
    assert text_of(folder) == WRITTEN.replace(before, f"{before}    - 快发货啊\n")


def test_a_new_entry_goes_to_the_file_of_its_topic(table: Path, folder: Path) -> None:
    new = {
        "编号": "shipping.late",
        "问题": "怎么还没发？",
        "问法": "太慢了\n催一下",
        "答案": "我帮您催。",
        "公开": "是",
    }
    for column, value in new.items():
        change(table, 4, column, value)
    made = plan(table, folder)
    apply(made)
    assert made.added == ["shipping.late"]
    assert text_of(folder).startswith(WRITTEN + "\n- id: shipping.late\n")
    assert entries.load(folder)[-1].variants == ("太慢了", "催一下")


def test_a_new_topic_gets_a_file(table: Path, folder: Path) -> None:
    for column, value in {
        "编号": "gifts.wrap",
        "问题": "能包装吗？",
        "问法": "包一下",
        "答案": "可以。",
        "公开": "是",
    }.items():
        change(table, 4, column, value)
    apply(plan(table, folder))
    assert text_of(folder, "gifts").startswith("- id: gifts.wrap\n")
    assert len(entries.load(folder)) == 3


def test_only_with_remove_is_anything_removed(table: Path, folder: Path) -> None:
    rows = spreadsheet.read(table)
    rows[1][COLUMNS.index("相关")] = None
    spreadsheet.write(table, rows[:2])
    assert (plan(table, folder).removed, plan(table, folder).missing) == ([], ["shipping.fee"])
    apply(plan(table, folder, remove=True))
    assert [one.id for one in entries.load(folder)] == ["shipping.when"]


def test_an_export_of_one_topic_removes_nothing_of_another(tmp_path: Path, folder: Path) -> None:
    other = (
        WRITTEN.split("# About money.\n")[1]
        .replace("shipping.", "coupons.")
        .replace("邮费多少", "有券吗")
        .replace("包邮吗", "券呢")
    )
    (folder / "coupons.yml").write_text(other, "utf-8")
    assert export(tmp_path / "one.csv", folder, topic="coupons") == 1
    assert plan(tmp_path / "one.csv", folder, remove=True).removed == []


def test_a_dry_run_writes_nothing(table: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(table, 3, "问题", "运费怎么算？")
    assert exchange.main(["--entries", str(folder), "import", str(table), "--dry-run"]) == 0
    assert "修改 shipping.fee：问题" in capsys.readouterr().out
    assert text_of(folder) == WRITTEN


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("编号", "运费", "编号要像 shipping.same_day 这样"),
        ("问题", None, "不能为空"),
        ("问法", " \n ", "不能为空"),
        ("答案", "满 {price} 元", "{price} 不是可用的变量"),
        ("公开", "也许", "请填“是”"),
        ("生效", "下周", "日期要写成 2026-01-31"),
        ("失效", "2026-02-30", "日期要写成 2026-01-31"),
    ],
)
def test_a_wrong_cell_is_told_with_row_and_column(
    table: Path, folder: Path, column: str, value: object, problem: str
) -> None:
    change(table, 3, column, value)
    [sentence] = problems(table, folder)
    assert sentence.startswith(f"第 3 行，“{column}”：") and problem in sentence


def test_an_id_stands_in_one_row(table: Path, folder: Path) -> None:
    change(table, 3, "编号", "shipping.when")
    assert problems(table, folder) == ["编号 shipping.when 出现了两次。"]


def test_entries_that_do_not_fit_together_are_refused(table: Path, folder: Path) -> None:
    change(table, 3, "相关", "shipping.nowhere")
    with pytest.raises(entries.EntriesInvalid, match=r"shipping.nowhere, which does not exist"):
        plan(table, folder)


def test_a_refused_import_says_why_and_fails(table: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(table, 3, "公开", "也许")
    assert exchange.main(["--entries", str(folder), "import", str(table)]) == 1
    assert "第 3 行，“公开”" in capsys.readouterr().err
    assert text_of(folder) == WRITTEN


def test_columns_that_are_missing_strange_or_double_are_told(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.csv").write_text("编号,问题,问题,问法,答案,备注\n", "utf-8")
    told = problems(tmp_path / "a.csv", folder)
    assert told == ["缺少“标签”这一列。", "缺少“公开”这一列。", "不认识“备注”这一列。", "“问题”这一列有两个。"]


@pytest.mark.parametrize(("encoding", "separator"), [("gbk", ","), ("utf-8", ","), ("utf-8-sig", ";"), ("gbk", "\t")])
def test_what_a_chinese_excel_writes_is_read(tmp_path: Path, folder: Path, encoding: str, separator: str) -> None:
    export(tmp_path / "a.csv", folder)
    rows = [
        [str(cell or "").replace("2026-01-01", "2026/1/1") for cell in row]
        for row in spreadsheet.read(tmp_path / "a.csv")
    ]
    lines = [separator.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    (tmp_path / "b.csv").write_bytes("\r\n".join(lines).encode(encoding))
    assert plan(tmp_path / "b.csv", folder).changed == {}


def test_a_csv_opens_right_in_excel(tmp_path: Path, folder: Path) -> None:
    export(tmp_path / "a.csv", folder)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_formulas_errors_and_numbers_are_refused(tmp_path: Path, folder: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(COLUMNS)
    sheet.append(["shipping.fee", 59, "=A1&B1", "#REF!", "", "是"])
    sheet["D2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    told = problems(tmp_path / "a.xlsx", folder)
    assert [one.partition("：")[0] for one in told] == ["第 2 行，“问题”", "第 2 行，“问法”", "第 2 行，“答案”"]


def test_a_formula_in_a_csv_is_refused(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "a.csv").write_text(f"{','.join(COLUMNS)}\nshipping.fee,=1+1\n", "utf-8")
    assert problems(tmp_path / "a.csv", folder) == ["第 2 行，“问题”：以“=”开头的是公式，请改成文字。"]


def test_text_that_looks_like_a_formula_goes_out_as_text(tmp_path: Path, folder: Path) -> None:
    file = folder / "shipping.yml"
    file.write_text(WRITTEN.replace("满 59 元包邮。", '"=59 元"').replace("- 包邮吗", "- +1 件包邮吗"), "utf-8")
    for name in ("a.csv", "a.xlsx"):
        export(tmp_path / name, folder)
        assert plan(tmp_path / name, folder).changed == {}
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["D3"].data_type == "s"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\x80", b"PK no workbook"])
def test_a_file_that_is_none_is_told(tmp_path: Path, folder: Path, content: bytes) -> None:
    for name in ("a.xlsx", "a.ods"):
        (tmp_path / name).write_bytes(content)
        assert len(problems(tmp_path / name, folder)) == 1


def test_a_day_may_be_a_date_of_excel(tmp_path: Path, folder: Path) -> None:
    export(tmp_path / "a.xlsx", folder)
    assert load_workbook(tmp_path / "a.xlsx").worksheets[0]["G2"].value.date() == date(2026, 1, 1)

"""Tables of text as trainers keep them: CSV as Excel writes and opens it, and Excel workbooks."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

Value = str | date | bool | None
WIDTHS = (24, 32, 48, 64, 20, 8, 12, 12, 32, 12)
_ACTIVE = ("=", "+", "-", "@")  # Excel would take a cell that begins so for a formula


class TableUnreadable(ValueError):
    """The sentences say which row and column, for the person who keeps the table."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


def read(path: Path) -> list[list[Value]]:
    """All rows, the headings first; rows that are empty stay, so that their numbers are those that the person sees."""
    readers = {".csv": _read_csv, ".xlsx": _read_workbook}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise TableUnreadable([f"{path.name}：只能读 .csv 和 .xlsx 文件。"])
    return reader(path)


def write(path: Path, rows: Sequence[Sequence[Value]]) -> None:
    writers = {".csv": _write_csv, ".xlsx": _write_workbook}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise TableUnreadable([f"{path.name}：只能写 .csv 和 .xlsx 文件。"])
    writer(path, rows)


def place(row: int, column: str) -> str:
    return f"第 {row} 行，“{column}”"


def _read_csv(path: Path) -> list[list[Value]]:
    text = _decoded(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)  # Excel writes what the country's list separator is
    table = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    problems = [
        f"{place(number, _heading(table[0], column))}：以“=”开头的是公式，请改成文字。"
        for number, row in enumerate(table, 1)
        for column, cell in enumerate(row)
        if cell.startswith("=")
    ]
    if problems:
        raise TableUnreadable(problems)
    return [[_unguarded(cell) for cell in row] for row in table]


def _decoded(path: Path) -> str:
    """UTF-8, with a mark or without, else what a Chinese Excel writes by itself."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableUnreadable([f"{path.name}：既不是 UTF-8 也不是 GBK 编码，请用 Excel 另存为“CSV UTF-8”。"])


def _unguarded(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_ACTIVE) else cell


def _write_csv(path: Path, rows: Sequence[Sequence[Value]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([[_guarded(_as_text(cell)) for cell in row] for row in rows])


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_ACTIVE) else cell


def _as_text(cell: Value) -> str:
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _read_workbook(path: Path) -> list[list[Value]]:
    try:
        sheet = load_workbook(path).worksheets[0]
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise TableUnreadable([f"{path.name}：打不开这个 Excel 文件，请另存为 .xlsx 后再试。"]) from error
    rows = list(sheet.iter_rows())
    headings = [str(cell.value or "") for cell in rows[0]] if rows else []
    problems = [
        f"{place(number, _heading(headings, column))}：{problem}"
        for number, row in enumerate(rows, 1)
        for column, cell in enumerate(row)
        if isinstance(cell, Cell) and (problem := _objection(cell))
    ]
    if problems:
        raise TableUnreadable(problems)
    return [[_plain(cell.value) for cell in row] for row in rows]


_KINDS = {
    "f": "这里是公式，请改成文字。",
    "e": "这里是 Excel 的错误值，请改成文字。",
    "n": "这里是数字，请把单元格设为文本再填。",
}


def _objection(cell: Cell) -> str | None:
    return None if cell.value is None else _KINDS.get(cell.data_type)


def _plain(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date | bool) or value is None else str(value)


def _heading(headings: Sequence[str], column: int) -> str:
    return headings[column] if column < len(headings) else f"第 {column + 1} 列"


def _write_workbook(path: Path, rows: Sequence[Sequence[Value]]) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "知识"
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # also what begins with "="
                cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
    for letter, width in _columns():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "B2"
    book.save(path)


def _columns() -> Iterator[tuple[str, int]]:
    return zip("ABCDEFGHIJ", WIDTHS, strict=True)

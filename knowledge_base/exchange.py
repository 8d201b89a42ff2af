"""Entries to and from spreadsheets: `python -m knowledge_base.exchange export FILE` and `… import FILE [--dry-run]`.

FILE is .csv or .xlsx, an entry a row. An import changes only what differs, in the files where the entries stand.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from knowledge_base import entries, spreadsheet
from knowledge_base.entries import ENTRIES
from knowledge_base.entry_files import EntryFile, Raw, read_all
from knowledge_base.spreadsheet import TableUnreadable, Value, place

COLUMNS = ("编号", "问题", "问法", "答案", "标签", "公开", "生效", "失效", "相关", "更新")
REQUIRED = COLUMNS[:6]
_SEPARATORS = re.compile(r"[,，、;；\n]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YES = {"是": True, "公开": True, "true": True, "否": False, "内部": False, "false": False}


@dataclass(frozen=True)
class Plan:
    """What an import would do: the ids, and the files as they would be."""

    added: list[str]
    changed: dict[str, list[str]]  # id → the columns that differ
    removed: list[str]
    missing: list[str]  # not in the table, and kept
    files: list[EntryFile]

    def sentences(self) -> Iterator[str]:
        yield f"新增 {len(self.added)} 条，修改 {len(self.changed)} 条，删除 {len(self.removed)} 条。"
        yield from (f"  新增 {one}" for one in self.added)
        yield from (f"  修改 {one}：{'、'.join(columns)}" for one, columns in self.changed.items())
        yield from (f"  删除 {one}" for one in self.removed)
        if self.missing:
            yield f"表里没有的 {len(self.missing)} 条保持不变；要删除它们，加上 --remove。"


def export(path: Path, folder: Path = ENTRIES, topic: str | None = None) -> int:
    """How many entries were written. `topic` is the name of one file of entries, without its ending."""
    files = [one for one in read_all(folder) if topic in (None, one.path.stem)]
    if topic and not files:
        raise TableUnreadable([f"没有“{topic}”这个主题，entries 里没有 {topic}.yml。"])
    rows = [_row(block.raw) for one in files for block in one.blocks]
    spreadsheet.write(path, [COLUMNS, *rows])
    return len(rows)


def _row(raw: Raw) -> list[Value]:
    valid = raw.get("valid") or {}
    return [
        raw["id"],
        raw["question"],
        "\n".join(raw["variants"]),
        raw["answer"],
        "、".join(raw["tags"]),
        "是" if raw["public"] else "否",
        valid.get("from"),
        valid.get("until"),
        "、".join(raw.get("related") or ()),
        raw.get("updated"),
    ]


def plan(path: Path, folder: Path = ENTRIES, remove: bool = False) -> Plan:
    """Raises TableUnreadable for wrong rows, EntriesInvalid where the entries would not fit together."""
    rows = _read_rows(path)
    files = read_all(folder)
    known = {block.raw["id"]: block.raw for one in files for block in one.blocks}
    wanted = {row["id"]: _merged(known.get(row["id"]), row) for row in rows}
    changed = {one: columns for one, raw in wanted.items() if one in known and (columns := _differing(known[one], raw))}
    added = [one for one in wanted if one not in known]
    topics = {_topic(one) for one in wanted}
    absent = [one for one in known if one not in wanted and _topic(one) in topics]
    removed = absent if remove else []
    new_files = _edited(files, {one: wanted[one] for one in changed}, [wanted[one] for one in added], removed, folder)
    _check(new_files)
    return Plan(added, changed, removed, [] if remove else absent, new_files)


def apply(made: Plan) -> None:
    for one in made.files:
        if not one.blocks:
            one.path.unlink(missing_ok=True)
        elif not one.path.exists() or one.path.read_text(encoding="utf-8") != one.text:
            one.path.write_text(one.text, encoding="utf-8")


def _read_rows(path: Path) -> list[Raw]:
    table = spreadsheet.read(path)
    headings = [str(cell or "").strip() for cell in (table[0] if table else ())]
    problems = [f"缺少“{one}”这一列。" for one in REQUIRED if one not in headings]
    problems += [f"不认识“{one}”这一列。" for one in headings if one and one not in COLUMNS]
    problems += [f"“{one}”这一列有两个。" for one, count in Counter(headings).items() if one and count > 1]
    if problems:
        raise TableUnreadable(problems)
    numbered = [(number, dict(zip(headings, row, strict=False))) for number, row in enumerate(table[1:], 2) if any(row)]
    rows: list[Raw] = []
    for number, cells in numbered:
        raw, wrong = _raw_of(cells, number)
        rows.append(raw)
        problems += wrong
    twice = [one for one, count in Counter(row["id"] for row in rows).items() if one and count > 1]
    problems += [f"编号 {one} 出现了两次。" for one in twice]
    if problems:
        raise TableUnreadable(problems)
    return rows


def _raw_of(cells: Mapping[str, Value], number: int) -> tuple[Raw, list[str]]:
    """The fields of the columns there are, and what is wrong with the row."""
    raw: Raw = {}
    problems: list[str] = []
    for column, (key, read) in _FIELDS.items():
        if column not in cells:
            continue
        try:
            value = read(cells[column])
        except ValueError as error:
            problems.append(f"{place(number, column)}：{error}")
            value = None
        _put(raw, key, value)
    return raw, problems


def _put(raw: Raw, key: str, value: object) -> None:
    inner = key.split(".")
    if len(inner) == 2:
        raw.setdefault(inner[0], {})[inner[1]] = value
    else:
        raw[key] = value


def _id(cell: Value) -> str:
    text = _text(cell)
    if not entries.ENTRY_ID.fullmatch(text):
        raise ValueError(f"编号要像 shipping.same_day 这样，不能是“{text}”。")
    return text


def _text(cell: Value) -> str:
    if not isinstance(cell, str) or not cell.strip():
        raise ValueError("不能为空，要填文字。")
    return cell.replace("\r\n", "\n").strip()


def _variants(cell: Value) -> list[str]:
    lines = [line.strip() for line in _text(cell).splitlines()]
    return [line for line in lines if line]


def _answer(cell: Value) -> str:
    text = _text(cell)
    wrong = [name for name in entries.SLOT.findall(text) if not entries.SLOT_NAME.fullmatch(name)]
    if wrong:
        raise ValueError(f"{{{wrong[0]}}} 不是可用的变量，变量以 policy.、order. 或 product. 开头。")
    return text


def _words(cell: Value) -> list[str]:
    if cell is None:
        return []
    if not isinstance(cell, str):
        raise ValueError("要填文字，多个用顿号隔开。")
    return [one.strip() for one in _SEPARATORS.split(cell) if one.strip()]


def _yes(cell: Value) -> bool:
    known = cell if isinstance(cell, bool) else _YES.get(str(cell or "").strip().lower())
    if known is None:
        raise ValueError("请填“是”（可以直接回答顾客）或“否”（仅内部参考）。")
    return known


def _day(cell: Value) -> date | None:
    if cell is None or isinstance(cell, date):
        return cell
    text = str(cell).strip()
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(*map(int, found.groups() if found else ()))
    except (TypeError, ValueError) as error:
        raise ValueError(f"日期要写成 2026-01-31，不能是“{text}”。") from error


_FIELDS = {
    "编号": ("id", _id),
    "问题": ("question", _text),
    "问法": ("variants", _variants),
    "答案": ("answer", _answer),
    "标签": ("tags", _words),
    "公开": ("public", _yes),
    "生效": ("valid.from", _day),
    "失效": ("valid.until", _day),
    "相关": ("related", _words),
    "更新": ("updated", _day),
}


def _merged(known: Raw | None, row: Raw) -> Raw:
    """The entry as the row has it: what the row says nothing of stays, what is empty on both sides is not written."""
    known = known or {"tags": []}
    period = known.get("valid") or {}
    valid = {**period, **{end: day for end, day in row.get("valid", {}).items() if day or end in period}}
    raw = {**known, **row, "valid": valid}
    idle = [key for key in entries.OPTIONAL if not any(_says_something(one.get(key)) for one in (raw, known))]
    kept = {key: known[key] for key in idle if key in known}
    return {key: value for key, value in raw.items() if key not in idle} | kept


def _says_something(value: object) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)


_COLUMN_OF = {
    "question": "问题",
    "variants": "问法",
    "answer": "答案",
    "tags": "标签",
    "public": "公开",
    "valid": "生效或失效",
    "related": "相关",
    "updated": "更新",
}


def _differing(old: Raw, new: Raw) -> list[str]:
    return [column for key, column in _COLUMN_OF.items() if old.get(key) != new.get(key)]


def _topic(entry_id: str) -> str:
    return entry_id.partition(".")[0]


def _edited(
    files: Sequence[EntryFile], changed: Mapping[str, Raw], added: Sequence[Raw], removed: Sequence[str], folder: Path
) -> list[EntryFile]:
    """New entries go to the file of their topic: where most of its entries stand, else a new file of that name."""
    homes = Counter((_topic(block.raw["id"]), one.path) for one in files for block in one.blocks)
    by_path = {one.path: one.changed(changed).without(removed) for one in files}
    for raw in added:
        topic = _topic(raw["id"])
        paths = [path for (name, path), _ in homes.most_common() if name == topic]
        path = paths[0] if paths else folder / f"{topic}.yml"
        by_path[path] = by_path.get(path, EntryFile.read(path)).with_new([raw])
    return list(by_path.values())


def _check(files: Sequence[EntryFile]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for one in files:
            if one.blocks:
                (Path(folder) / one.path.name).write_text(one.text, encoding="utf-8")
        entries.load(Path(folder))


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = _parser().parse_args(arguments)
    try:
        if chosen.command == "export":
            print(f"导出 {export(chosen.file, chosen.entries, chosen.topic)} 条到 {chosen.file}。")
            return 0
        made = plan(chosen.file, chosen.entries, chosen.remove)
    except (TableUnreadable, entries.EntriesInvalid) as error:
        print("没有导入：", *error.problems, sep="\n  ", file=sys.stderr)
        return 1
    print(*made.sentences(), sep="\n")
    if not chosen.dry_run:
        apply(made)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=Path, default=ENTRIES, help="the folder of the entries")
    commands = parser.add_subparsers(dest="command", required=True)
    out = commands.add_parser("export", help="write the entries into FILE")
    out.add_argument("file", type=Path)
    out.add_argument("--topic", help="only those of one topic: shipping")
    into = commands.add_parser("import", help="take over what FILE has")
    into.add_argument("file", type=Path)
    into.add_argument("--dry-run", action="store_true", help="only say what would change")
    into.add_argument("--remove", action="store_true", help="remove entries of FILE's topics that FILE does not have")
    return parser


if __name__ == "__main__":
    sys.exit(main())

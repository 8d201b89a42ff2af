"""What a person reads of a field that does not fit: in Chinese, with the field's name and never its value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# What pydantic calls the cause: what the sentence says of it, filled with the error's context.
SENTENCES = {
    "missing": "没有填",
    "extra_forbidden": "不认识这个字段",
    "string_too_long": "最多 {max_length} 个字",
    "string_pattern_mismatch": "格式不对",
    "too_long": "最多 {max_length} 项",
    "too_short": "至少 {min_length} 项",
    "greater_than": "要大于 {gt}",
    "greater_than_equal": "不能小于 {ge}",
    "less_than": "要小于 {lt}",
    "less_than_equal": "不能大于 {le}",
    "enum": "只能是 {expected}",
    "literal_error": "只能是 {expected}",
    "value_error": "{error}",
}
# The other causes by how their names begin.
KINDS = {
    "string": "要是文字",
    "int": "要是整数",
    "float": "要是数字",
    "decimal": "要是数字",
    "finite": "要是数字",
    "bool": "只能是 true 或 false",
    "date": "不是日期",
    "time": "不是时间",
    "list": "要是列表",
    "dict": "要是对象",
    "model": "要是对象",
}


def sentence_of(error: Mapping[str, Any]) -> str:
    """One of pydantic's errors as a sentence."""
    field = ".".join(str(part) for part in error["loc"] if part != "body")
    return f"字段 {field or '请求体'} 不符合要求：{_cause(error)}。".replace("。。", "。")


def _cause(error: Mapping[str, Any]) -> str:
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind == "string_too_short":
        least = context["min_length"]
        return "不能为空" if least == 1 else f"至少 {least} 个字"
    if kind in SENTENCES:
        return SENTENCES[kind].format(**context).replace("' or '", "' 或 '").replace("', '", "'、'")
    return KINDS.get(kind.partition("_")[0], "格式不对")

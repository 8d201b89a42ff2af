from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assist_api.web.refused_fields import sentence_of


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Form(BaseModel):
    model_config = ConfigDict(extra="forbid")
    means: Annotated[str, Field(min_length=1, max_length=5)] = "话"
    name: Annotated[str, Field(min_length=2, pattern="^[a-z]+$")] = "ask"
    limit: Annotated[int, Field(ge=1, le=200)] = 1
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    colour: Colour = Colour.RED
    order: Literal["newest"] = "newest"
    on: bool = True
    day: date = date(2026, 1, 1)
    items: Annotated[list[str], Field(min_length=1, max_length=2)] = ["a"]
    page: dict[str, str] = {}
    size: str = "M"

    @field_validator("size")
    @classmethod
    def _known(cls, size: str) -> str:
        if size != "M":
            raise ValueError("没有这个尺码。")
        return size


def said(**given: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        Form(**given)
    return sentence_of(caught.value.errors()[0])


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"means": ""}, "字段 means 不符合要求：不能为空。"),
        ({"means": "问题问题问题"}, "字段 means 不符合要求：最多 5 个字。"),
        ({"name": "a"}, "字段 name 不符合要求：至少 2 个字。"),
        ({"name": "Ask"}, "字段 name 不符合要求：格式不对。"),
        ({"limit": 0}, "字段 limit 不符合要求：不能小于 1。"),
        ({"limit": "x"}, "字段 limit 不符合要求：要是整数。"),
        ({"share": 1.0}, "字段 share 不符合要求：要小于 1.0。"),
        ({"colour": "pink"}, "字段 colour 不符合要求：只能是 'red' 或 'blue'。"),
        ({"order": "x"}, "字段 order 不符合要求：只能是 'newest'。"),
        ({"items": []}, "字段 items 不符合要求：至少 1 项。"),
        ({"items": [1]}, "字段 items.0 不符合要求：要是文字。"),
        ({"size": "XXL"}, "字段 size 不符合要求：没有这个尺码。"),
        ({"other": 1}, "字段 other 不符合要求：不认识这个字段。"),
    ],
)
def test_a_field_that_does_not_fit_is_told_in_chinese(given: dict[str, Any], sentence: str) -> None:
    assert said(**given) == sentence


@pytest.mark.parametrize("field", sorted(Form.model_fields))
def test_no_english_sentence_reaches_a_person_whatever_a_field_is_given(field: str) -> None:
    told = said(**{field: object()}).removeprefix(f"字段 {field} ")
    assert not re.search("[A-Za-z]+ [A-Za-z]+ [A-Za-z]+", told), told

from pathlib import Path
from typing import Any

import pytest
import yaml

from assist_api.adapters.red_lines import RedLinesInvalid, load

POLICY = {"returns": {"no_reason_days": 7}, "invoice": {"kind": "电子普通发票"}}


def raw(**changed: Any) -> dict[str, Any]:
    return {
        "id": "absolute.best",
        "category": "absolute",
        "patterns": ["最好"],
        "reason": "广告法第九条。",
        "blocks": False,
        "crosses": ["最好"],
        "allowed": ["很好"],
    } | changed


def file_of(tmp_path: Path, *rules: object) -> Path:
    file = tmp_path / "rules.yml"
    written = {"categories": {"absolute": "绝对化用语"}, "pieces": {"you": "(?:您|你)"}, "rules": list(rules)}
    file.write_text(yaml.safe_dump(written, allow_unicode=True, sort_keys=False), "utf-8")
    return file


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"patterns": ["最(好"]}, "cannot be read"),
        ({"patterns": ["<them>好"]}, "the piece <them>, which does not exist"),
        ({"patterns": ["好*"]}, "fits anything"),
        ({"patterns": []}, "at least one pattern"),
        ({"category": "rude"}, "no category 'rude'"),
        ({"id": "best"}, "begins with the category"),
        ({"blocks": "yes"}, "blocks must be true or false"),
        ({"colour": "red"}, "'colour' is not a key"),
        ({"allowed": []}, "examples of both kinds"),
        ({"number": {"unit": "天", "at_most": "policy.returns.years"}}, "no number policy.returns.years"),
        ({"number": {"unit": "光年", "at_most": "policy.returns.no_reason_days"}}, "number must have a unit"),
        ({"reason": "不超过 {policy.nothing}。"}, "do not have {policy.nothing}"),
        ({"reach": "page"}, "reach must be"),
    ],
)
def test_a_wrong_rule_is_told_with_its_line_and_id(tmp_path: Path, changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(RedLinesInvalid) as told:
        load(POLICY, file_of(tmp_path, raw(id="absolute.right"), raw(**changed)))
    sentence = told.value.problems[0]
    assert problem in sentence
    assert sentence.startswith(f"rules.yml, line 16, {changed.get('id', 'absolute.best')}: ")


def test_a_missing_key_is_told(tmp_path: Path) -> None:
    rule = raw()
    del rule["reason"]
    with pytest.raises(RedLinesInvalid, match="'reason' is missing"):
        load(POLICY, file_of(tmp_path, rule))


def test_an_id_stands_once(tmp_path: Path) -> None:
    with pytest.raises(RedLinesInvalid, match=r"absolute\.best is the id of two rules"):
        load(POLICY, file_of(tmp_path, raw(), raw()))


@pytest.mark.parametrize("text", ["rules: [", "- a", "rules: []"])
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "rules.yml"
    file.write_text(text, "utf-8")
    with pytest.raises(RedLinesInvalid):
        load(POLICY, file)


def test_the_numbers_of_a_sentence_come_from_the_shops_rules(tmp_path: Path) -> None:
    book = load(POLICY, file_of(tmp_path, raw(reason="{policy.returns.no_reason_days} 天内。", rewriting="七天")))
    assert book.rules[0].reason == "7 天内。"


@pytest.mark.parametrize(("granted", "rules"), [(False, 1), (True, 0)])
def test_what_the_shop_grants_is_no_red_line(tmp_path: Path, granted: bool, rules: int) -> None:
    file = file_of(tmp_path, raw(granted_by="policy.payment.cash"))
    assert len(load({"payment": {"cash": granted}}, file).rules) == rules

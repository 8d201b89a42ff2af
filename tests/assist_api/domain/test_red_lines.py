import re
from typing import Any

import pytest

from assist_api.domain.red_line_excuses import BorneOut, InTheRules, OwnOrder, read_number
from assist_api.domain.red_lines import NOTHING_KNOWN, Facts, Reach, Rule, check


def rule(*patterns: str, id: str = "absolute.best", **more: Any) -> Rule:
    compiled = tuple(re.compile(one) for one in patterns)
    allowed = tuple(re.compile(one) for one in more.pop("allowed", ()))
    settled = {"category": "absolute", "reason": "广告法第九条。", "blocks": False, **more}
    return Rule(id=id, crosses=compiled, allowed=allowed, **settled)


def texts(draft: str, *rules: Rule, facts: Facts = NOTHING_KNOWN) -> list[str]:
    return [found.text for found in check(draft, rules, facts)]


def test_a_finding_tells_its_place_in_what_was_written() -> None:
    [found] = check("亲，全 网 最低价哦", [rule("全网最低")])
    assert (found.start, found.end, found.text) == (2, 8, "全 网 最低")


def test_a_context_excuses_the_words_that_it_overlaps() -> None:
    assert texts("您最好先量一下", rule("最好", allowed=["最好先"])) == []
    assert texts("质量最好，您最好先量一下", rule("最好", allowed=["最好先"])) == ["最好"]


@pytest.mark.parametrize("draft", ["我们不做好评返现的", "请勿好评返现", "谨防好评返现的骗局", "从没有好评返现"])
def test_what_is_denied_crosses_no_line(draft: str) -> None:
    assert texts(draft, rule("好评返现")) == []


@pytest.mark.parametrize("draft", ["不但好评返现", "没问题 好评返现", "不用担心，好评返现", "特别推荐好评返现"])
def test_not_every_negation_denies(draft: str) -> None:
    assert texts(draft, rule("好评返现")) == ["好评返现"]


def test_a_refusal_crosses_although_it_denies() -> None:
    assert texts("发票我们不给开票", rule("开票", even_denied=True)) == ["开票"]


def test_of_findings_that_overlap_the_one_that_blocks_stays() -> None:
    soft, hard = rule("全国最好的卫衣"), rule("最好", id="absolute.hard", blocks=True)
    assert [found.rule for found in check("全国最好的卫衣", [soft, hard])] == ["absolute.hard"]


def test_findings_come_in_reading_order() -> None:
    assert texts("第一好，最好，顶级", rule("顶级"), rule("最好"), rule("第一")) == ["第一", "最好", "顶级"]


@pytest.mark.parametrize(
    ("reach", "taken"),
    [
        (Reach.WORDS, "加微信"),
        (Reach.CLAUSE, "您加微信吧"),
        (Reach.SENTENCE, "您加微信吧，微信上说"),
    ],
)
def test_a_rewriting_takes_the_place_of_words_clause_or_sentence(reach: Reach, taken: str) -> None:
    draft = "收到。亲，您加微信吧，微信上说！谢谢"
    [found] = check(draft, [rule("加微信", rewriting="在这里留言就好", reach=reach)])
    start, end = found.rewritten
    assert draft[start:end] == taken


def test_a_rewriting_goes_by_the_word_and_may_repeat_what_was_found() -> None:
    by_word = rule("最好|最强", by_word={"最强": "很强"}, rewriting="很好")
    assert [found.rewriting for found in check("最好又最强", [by_word])] == ["很好", "很强"]
    [phone] = check("13812340000", [rule(r"(?P<head>1\d\d)\d{4}(?P<tail>\d{4})", rewriting="{head}****{tail}")])
    assert phone.rewriting == "138****0000"


def test_a_rewriting_that_names_something_unknown_is_left_to_the_person() -> None:
    cotton = rule("纯棉", rewriting="{product.material}")
    assert check("纯棉", [cotton])[0].rewriting is None
    assert check("纯棉", [cotton], Facts(slots={"product.material": "棉 79%"}))[0].rewriting == "棉 79%"


@pytest.mark.parametrize(
    ("draft", "crosses"), [("7天", False), ("十五天", False), ("一周", False), ("30天", True), ("一个月", True)]
)
def test_a_number_is_held_against_the_rules_in_any_unit(draft: str, crosses: bool) -> None:
    days = rule(r"(?P<n>[\d一十五]+)个?(?P<unit>天|周|月)", excuse=InTheRules("天", one_of=(7, 15)))
    assert bool(texts(draft, days)) is crosses


def test_a_bound_may_be_low_or_high() -> None:
    hours = rule(r"(?P<n>\d+)小时", excuse=InTheRules("小时", at_least=48))
    yuan = rule(r"补(?P<n>\d+)元", excuse=InTheRules("元", at_most=20))
    assert texts("24小时 48小时 72小时", hours) == ["24小时"]
    assert texts("补20元 补50元", yuan) == ["补50元"]


def test_without_the_product_nothing_is_said_against_its_material() -> None:
    cotton = rule("纯棉", excuse=BorneOut(re.compile("棉 100%")))
    assert texts("纯棉的", cotton) == []
    assert texts("纯棉的", cotton, facts=Facts("材质: 棉 100%")) == []
    assert texts("纯棉的", cotton, facts=Facts("材质: 棉 65%")) == ["纯棉"]


def test_only_an_order_of_somebody_else_crosses() -> None:
    order = rule(r"\d{19}", excuse=OwnOrder())
    own = Facts(order_ids=frozenset({"2520833377472530116"}))
    assert texts("2520833377472530116 和 2520833377472530999", order, facts=own) == ["2520833377472530999"]


@pytest.mark.parametrize(
    ("words", "number"),
    [("48", 48), ("1.5", 1.5), ("七", 7), ("十", 10), ("十五", 15), ("三百六十五", 365), ("半", 0.5), ("多少", None)],
)
def test_numbers_are_read_in_both_scripts(words: str, number: float | None) -> None:
    assert read_number(words) == number

"""What we say ourselves crosses no line that would stop an agent from sending it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import yaml

from assist_api.adapters.red_lines import load
from assist_api.domain.red_lines import check
from knowledge_base.entries import flattened, render
from knowledge_base.entries import load as load_entries
from shop.connect import read_policy
from tests.project.python_files import ROOT

POLICY = read_policy()
BOOK = load(POLICY)
NOT_A_SENTENCE = re.compile(r"[|\\*]|\.\{|\[|^[ -~…\n]*$")  # a pattern; or nothing that is Chinese


def stopped(sentences: Iterator[tuple[str, str]]) -> list[str]:
    return [
        f"{place}: {found.rule}: {found.text}"
        for place, sentence in sentences
        for found in check(sentence, BOOK.rules)
        if found.blocks
    ]


def answers() -> Iterator[tuple[str, str]]:
    values = flattened("policy", POLICY)
    for entry in load_entries(ROOT / "knowledge_base/entries"):
        yield entry.id, render(entry.answer, values).text


def canned_replies() -> Iterator[tuple[str, str]]:
    for file in (ROOT / "assist_api/canned").glob("*.yml"):
        for reply in yaml.safe_load(file.read_text("utf-8"))["replies"]:
            yield reply["id"], reply["text"]


def utterances() -> Iterator[tuple[str, str]]:
    for file in (ROOT / "bot/domain").glob("*.yml"):
        responses = yaml.safe_load(file.read_text("utf-8")).get("responses") or {}
        yield from ((name, one.get("text") or "") for name, variants in responses.items() for one in variants)


def spoken_in_code() -> Iterator[tuple[str, str]]:
    for package in ("actions", "assist_api"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and not skipped(node.value):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node.value


def skipped(text: str) -> bool:
    return NOT_A_SENTENCE.search(text) is not None


def test_the_answers_of_the_knowledge_base_may_be_sent() -> None:
    assert stopped(answers()) == []


def test_the_canned_replies_may_be_sent() -> None:
    assert len(list(canned_replies())) > 50
    assert stopped(canned_replies()) == []


def test_the_bot_says_nothing_that_an_agent_may_not() -> None:
    assert stopped(utterances()) == []


def test_nothing_that_the_code_says_may_not_be_sent() -> None:
    assert stopped(spoken_in_code()) == []


def test_a_sentence_that_may_not_be_sent_is_seen() -> None:
    assert stopped(iter([("here", "您加我微信吧")])) == ["here: off_platform.wechat: 加我微信"]

from __future__ import annotations

from pathlib import Path

import pytest

from assist_api.teaching.mentions import Kind, mentions, renamed, spoken_in_tests
from tests.assist_api.teaching.data import put

FILES = {
    "bot/rules/service.yml": "rules:\n- rule: praise\n  steps:\n  - intent: praise\n  - action: action_x_praise\n",
    "bot/domain/service.yml": "intents:\n- praise\n- praise_more\nactions:\n- action_service_praise\n",
    "tests/conversations/test_service.yml": "- name: A word of praise\n  turns:\n  - says: 真不错\n",
    "assist_api/routing.toml": 'intents = ["praise", "complain"]\n',
    "assist_api/static/desk/words.js": 'export const KIND = "praise";\n',
    "actions/service.py": 'KNOWN = {"praise"}\n# praise without quotes is a word\n',
    "knowledge_base/entries/service.yml": "- id: service.praise\n  tags: [praise]\n",
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        put(tmp_path / name, text)
    return tmp_path


def test_every_place_that_names_the_intent_is_told(home: Path) -> None:
    found = [(one.kind, one.file, one.line) for one in mentions(home, "praise")]
    assert found == [
        (Kind.RULE, "bot/rules/service.yml", 2),
        (Kind.RULE, "bot/rules/service.yml", 4),
        (Kind.DOMAIN, "bot/domain/service.yml", 2),
        (Kind.TABLE, "assist_api/routing.toml", 1),
        (Kind.ENTRY, "knowledge_base/entries/service.yml", 2),
        (Kind.PROGRAM, "actions/service.py", 1),
        (Kind.PROGRAM, "assist_api/static/desk/words.js", 1),
    ]


def test_a_new_name_goes_where_it_can_be_put_and_nowhere_else(home: Path) -> None:
    changed = dict(renamed(home, "praise", "laud"))
    assert sorted(changed) == ["assist_api/routing.toml", "bot/domain/service.yml", "bot/rules/service.yml"]
    assert changed["bot/domain/service.yml"] == FILES["bot/domain/service.yml"].replace("- praise\n", "- laud\n")
    assert "  - intent: laud\n  - action: action_x_praise\n" in changed["bot/rules/service.yml"]


def test_a_conversation_test_that_says_a_moved_sentence_is_told(home: Path) -> None:
    assert [one.line for one in spoken_in_tests(home, {"真不错"})] == [3]
    assert list(spoken_in_tests(home, {"不错"})) == []

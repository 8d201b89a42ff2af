"""A cluster becomes an intent with sentences and answer, or variants of an entry: on disk, in the search, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.domain.clusters import Cluster
from assist_api.domain.inbox import Line
from assist_api.domain.teaching import State
from assist_api.services import clusters, inbox_filling
from assist_api.settings import Settings
from assist_api.store import clusters as store
from assist_api.store import inbox_filling as filling_store
from assist_api.store.engine import open_engine
from assist_api.store.unit_of_work import in_transaction, reading
from bot import taught
from bot.taught import Taught
from knowledge_base import entries
from knowledge_base.search import Knowledge
from nlu_data.dataset import Intent, read_catalogue, sentences_of, write_sentences
from shop.connect import read_policy
from tests.assist_api.conftest import OPENING, Desk, Service, put_staff
from tests.assist_api.domain.test_teaching import RULES
from tests.knowledge_base.builders import CALIBRATION, CharacterEncoder, words

SENTENCES = (
    "旧手机能换新吗",
    "以旧换新怎么弄",
    "旧的抵多少钱",
    "换新补差价吗",
    "旧机怎么估价",
    "旧手机上门收吗",
    "旧手机 电话【手机号】",
)
ENTRIES = """\
- id: returns.how
  question: 怎么申请退货呢？
  variants:
    - 退货在哪里申请
  answer: 签收后 {policy.returns.no_reason_days} 天内可以退货。
  tags: [退换政策]
  public: true
  valid: {from: 2026-01-01, until: null}
"""
WISH = {
    "name": "ask_trade_in",
    "zh": "以旧换新",
    "skill": "service",
    "means": "问旧的能不能换新、怎么估价",
    "new_entry": {
        "id": "service.trade_in",
        "question": "可以以旧换新吗？",
        "answer": "可以的，下单页点“以旧换新”估价。",
    },
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "nlu_data"
    folder.mkdir()
    (folder / "intents.yml").write_text('service:\n  praise: {zh: 表扬, means: "praises"}\n', "utf-8")
    write_sentences("praise", ["你们真好"], "train", folder)
    write_sentences("praise", ["给你们点个赞"], "test", folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "entries"
    made.mkdir()
    (made / "returns.yml").write_text(ENTRIES, "utf-8")
    return made


@pytest.fixture
def settings(settings: Settings, data: Path, folder: Path) -> Settings:
    return replace(settings, nlu_data=data, entries_dir=folder, teaching_every_s=0.0)


@pytest.fixture
def service(open_service: Callable[..., Any], settings: Settings, folder: Path) -> Iterator[Service]:
    put_staff(settings)
    known = Knowledge.of(entries.load(folder), CharacterEncoder(), words(), CALIBRATION)
    with open_service(knowledge=KnowledgeReader(known, read_policy())) as opened:
        yield opened


@pytest.fixture
def ids(service: Service) -> dict[str, str]:
    """The messages of the one cluster, number 1, by their text."""
    engine = open_engine(service.settings.database_url)
    lines = [Line(f"f:{at}", text, OPENING) for at, text in enumerate((*SENTENCES, "你们真好呀", "给你们点个赞吧"))]
    in_transaction(engine, inbox_filling.import_lines, lines, RULES.weights)
    found = {row["text"]: row["id"] for row in reading(engine, lambda unit: unit_rows(unit.connection))}
    in_transaction(engine, inbox_filling.put_clusters, dict.fromkeys(found.values(), 1), RULES.weights)
    run, _ = in_transaction(engine, lambda unit: store.begin_run(unit.connection, "小满", OPENING))
    made = {1: Cluster(tuple(found.values()), ("旧手机", "换新"), 0.8)}
    in_transaction(engine, clusters.keep, run, made, set(), len(found), 100, OPENING)
    engine.dispose()
    return found


def unit_rows(connection: Any) -> list[Mapping[str, Any]]:
    from assist_api.store.schema import inbox_items

    return [dict(row) for row in connection.execute(inbox_items.select()).mappings()]


Name = Callable[..., Any]


@pytest.fixture
def reviewer(service: Service) -> Desk:
    return service.desk("小满")


@pytest.fixture
def name(service: Service, reviewer: Desk, ids: dict[str, str]) -> Name:
    def named(texts: tuple[str, ...] = SENTENCES[:6], by: Desk | None = None, path: str = "intent", **wish: Any) -> Any:
        body = {"items": [ids[text] for text in texts], **(WISH if path == "intent" else {}), **wish}
        sent = {key: value for key, value in body.items() if value is not None}
        address = f"/api/v1/trainer/clusters/1/{path}"
        return service.client.post(address, json=sent, headers=(by or reviewer).headers)

    return named


def refusal(answer: Any) -> str:
    assert answer.status_code in (403, 404, 409, 422), answer.text
    return str(answer.json()["error"]["message"])


def test_a_cluster_becomes_an_intent_with_its_sentences(name: Name, data: Path) -> None:
    assert name().status_code == 200
    assert read_catalogue(data)["ask_trade_in"] == Intent(
        "ask_trade_in", "service", "以旧换新", "问旧的能不能换新、怎么估价", entry="service.trade_in"
    )
    assert sentences_of("ask_trade_in", root=data) == list(SENTENCES[:6])


def test_its_answer_is_one_that_a_training_reads(name: Name, data: Path) -> None:
    name()
    assert taught.read(data / "intents.yml") == [Taught("ask_trade_in", entry="service.trade_in")]


def test_its_entry_is_found_from_the_next_search_on(name: Name, service: Service, folder: Path) -> None:
    name()
    made = next(one for one in entries.load(folder) if one.id == "service.trade_in")
    assert (made.variants, made.tags, made.public) == (SENTENCES[:6], ("以旧换新",), True)
    service.rasa.replies["旧"] = [{"custom": {"knowledge": {"entry": "service.trade_in"}}}]
    assert service.shopper().say("旧手机怎么办")[0]["text"] == "可以的，下单页点“以旧换新”估价。"


def history(service: Service, reviewer: Desk, entry_id: str) -> list[tuple[str, str, str]]:
    found = service.client.get(f"/api/v1/trainer/knowledge/{entry_id}", headers=reviewer.headers).json()["history"]
    return [(one["step"], one["by"], one["note"]) for one in found]


def test_its_entry_tells_in_its_history_who_made_it_and_that_discovery_did(
    name: Name, service: Service, reviewer: Desk
) -> None:
    name()
    (step,) = history(service, reviewer, "service.trade_in")
    assert step == ("published", "小满", "发现：一组顾客的话命名为新意图“以旧换新”，这条知识是它的答案")


def test_an_entry_that_takes_variants_tells_so_in_its_history(name: Name, service: Service, reviewer: Desk) -> None:
    name(path="variants", entry_id="returns.how")
    assert history(service, reviewer, "returns.how") == [
        ("published", "小满", "发现：把一组顾客的话并进来，新增 6 种问法")
    ]


def test_an_entry_with_a_draft_is_left_alone(name: Name, service: Service, reviewer: Desk, folder: Path) -> None:
    body = {"words": None, "revision": None}
    service.client.put("/api/v1/trainer/knowledge/returns.how/draft", json=body, headers=reviewer.headers)
    before = (folder / "returns.yml").read_text("utf-8")
    assert "还没发布的草稿" in refusal(name(path="variants", entry_id="returns.how"))
    assert (folder / "returns.yml").read_text("utf-8") == before


def test_the_messages_are_done_and_the_cluster_is_named(name: Name, service: Service, reviewer: Desk) -> None:
    name()
    told = service.client.get("/api/v1/trainer/clusters/1", headers=reviewer.headers).json()
    assert (told["state"], told["intent"], told["entry_id"]) == ("named", "ask_trade_in", "service.trade_in")
    assert {one["text"] for one in told["members"]}.isdisjoint(SENTENCES[:6])
    assert refusal(name(name="ask_other", zh="别的")) == "这个聚类已经有人处理过了，请刷新。"


def test_an_entry_that_is_there_may_answer(name: Name, data: Path) -> None:
    assert name(new_entry=None, entry_id="returns.how").status_code == 200
    assert read_catalogue(data)["ask_trade_in"].entry == "returns.how"


def test_another_intents_behaviour_may_serve(name: Name, data: Path) -> None:
    assert name(new_entry=None, like="praise").status_code == 200
    assert read_catalogue(data)["ask_trade_in"].like == "praise"


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        ({"name": "Trade In"}, "英文标识只能用"),
        ({"name": "praise"}, "这个英文标识已经有了"),
        ({"zh": "表扬"}, "已经有叫“表扬”的意图了"),
        ({"skill": "magic"}, "没有这个分类"),
        ({"new_entry": None, "entry_id": "returns.gone"}, "没有可以答给顾客的"),
        ({"new_entry": None, "like": "ask_nothing"}, "不是机器人自带的意图"),
        ({"new_entry": None}, "有且只有一个"),
        ({"new_entry": {"id": "returns.how", "question": "能换新吗？", "answer": "可以的。"}}, "已经有“returns.how”了"),
        ({"new_entry": {"id": "Trade In", "question": "能换新吗？", "answer": "可以的。"}}, "编号要写成"),
        ({"new_entry": {"id": "service.x", "question": "可以吗？", "answer": "给您 {policy.no.such} 元"}}, ""),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(name: Name, data: Path, wish: Any, why: str) -> None:
    before = (data / "intents.yml").read_text("utf-8")
    assert why in refusal(name(**wish))
    assert (data / "intents.yml").read_text("utf-8") == before
    assert not (data / "train" / "service" / "ask_trade_in.yml").exists()


def test_too_few_sentences_are_refused(name: Name) -> None:
    assert "至少要 5 句不同的话" in refusal(name(SENTENCES[:4]))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("你们真好呀", "已经写在另一个意图里"),
        ("给你们点个赞吧", "和考卷里的一句话几乎一样"),
    ],
)
def test_a_message_that_may_not_be_trained_on_is_named(name: Name, ids: dict[str, str], text: str, why: str) -> None:
    answer = name((*SENTENCES[:6], text))
    assert "有 1 句不能用" in refusal(answer)
    (told,) = answer.json()["error"]["items"]
    assert told["id"] == ids[text] and why in told["reason"]


def test_what_was_masked_is_learned_with_made_up_values(name: Name, data: Path, folder: Path) -> None:
    assert name(SENTENCES).status_code == 200
    assert "旧手机 电话13800138000" in sentences_of("ask_trade_in", root=data)
    assert "13800138000" not in (folder / "service.yml").read_text("utf-8")


def test_what_was_masked_is_no_variant(name: Name) -> None:
    assert "有 1 句不能用" in refusal(name(SENTENCES, path="variants", entry_id="returns.how"))


def test_the_messages_may_become_variants_of_an_entry(name: Name, folder: Path, service: Service) -> None:
    assert name(path="variants", entry_id="returns.how").status_code == 200
    (entry,) = entries.load(folder)
    assert entry.variants == ("退货在哪里申请", *SENTENCES[:6])
    engine = open_engine(service.settings.database_url)
    states = {row["text"]: row["state"] for row in reading(engine, lambda unit: unit_rows(unit.connection))}
    engine.dispose()
    assert {states[text] for text in SENTENCES[:6]} == {State.WRITTEN}


def test_an_unknown_entry_takes_no_variants(name: Name) -> None:
    assert "没有找到这条知识" in refusal(name(path="variants", entry_id="returns.gone"))


def test_only_a_reviewer_names(name: Name, service: Service) -> None:
    assert refusal(name(by=service.desk("小林"))) == "您没有这个操作的权限。"


def test_a_message_that_was_labelled_meanwhile_is_told_so(name: Name, service: Service, ids: dict[str, str]) -> None:
    engine = open_engine(service.settings.database_url)
    changed = {"of": ids[SENTENCES[0]], "state": State.LABELLED.value}
    in_transaction(engine, lambda unit: filling_store.change(unit.connection, [changed]))
    engine.dispose()
    assert "已经被标注" in refusal(name())

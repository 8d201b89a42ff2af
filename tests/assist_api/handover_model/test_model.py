import json
from pathlib import Path

import pytest

from assist_api.adapters.talk import TalkReader
from assist_api.domain.handover import Turn, decide
from assist_api.handover_model.model import WEIGHTS, TalkModel
from tests.assist_api.domain.test_handover import THRESHOLDS


@pytest.fixture(scope="module")
def reader() -> TalkReader:
    return TalkReader()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("给我转人工", "request"),
        ("你们就是一群骗子 把钱退给我", "anger"),
        ("刚才插头冒火花 我手被电了一下 现在还麻着", "risk"),
    ],
)
def test_a_plain_case_is_read_as_one_and_named(reader: TalkReader, text: str, kind: str) -> None:
    said = reader.read([Turn(text)])
    assert said.need > THRESHOLDS.talk.sure
    assert said.kind == kind


@pytest.mark.parametrize("text", ["充电的时候冒烟了", "孩子吃完送急诊了 医生说是你们的奶粉"])
def test_a_plain_word_of_harm_is_heard_though_the_model_doubts_it(reader: TalkReader, text: str) -> None:
    read = Turn(text, said=reader.read([Turn(text)]))
    assert decide([read], THRESHOLDS).handover


@pytest.mark.parametrize("text", ["我的快递到哪了", "这款有黑色吗", "谢谢 收到啦"])
def test_a_plain_question_is_none(reader: TalkReader, text: str) -> None:
    assert reader.read([Turn(text)]).need < -1


def test_the_talk_before_a_message_counts(reader: TalkReader) -> None:
    asked = [Turn("能机洗吗"), Turn("我是问能不能放洗衣机", before="亲，毛衣现货～")]
    again = [*asked, Turn("问第三遍了 洗衣机 到底能不能", before="亲，毛衣有三个颜色～")]
    assert reader.read(again).need > reader.read([Turn("洗衣机能洗吗")]).need


def test_it_knows_whether_it_read_an_answer(reader: TalkReader) -> None:
    assert not reader.read([Turn("在吗")]).answered
    assert reader.read([Turn("在吗")], "在的亲～").answered


def test_a_model_that_tells_other_kinds_apart_is_refused(tmp_path: Path) -> None:
    head = json.loads((WEIGHTS / "head.json").read_text("utf-8"))
    (tmp_path / "head.json").write_text(json.dumps({**head, "kinds": ["none", "some"]}), "utf-8")
    with pytest.raises(ValueError, match="other kinds"):
        TalkModel(tmp_path)

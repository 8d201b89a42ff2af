from dataclasses import replace

import pytest

from assist_api.domain.canned import CATEGORIES, Known, Wording, checked
from assist_api.errors import InvalidInput

KNOWN = Known({"greet"}, {"order.id", "policy.shipping.fee"})
GOOD = Wording(
    "欢迎", " 打招呼 ", " 亲，订单{order.id}在的，运费{policy.shipping.fee}元 ", "/NH", ("greet",), ("在吗", " 在吗 ")
)


def test_what_is_written_is_kept_tidy() -> None:
    tidy = checked(GOOD, KNOWN)
    assert (tidy.title, tidy.shortcut, tidy.examples) == ("打招呼", "nh", ("在吗",))
    assert tidy.text.startswith("亲")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"category": "杂七杂八"}, "分类请从这些里选"),
        ({"title": "  "}, "标题请写 1 到 40 个字"),
        ({"text": "长" * 1001}, "1000 字以内"),
        ({"text": " "}, "不能为空"),
        ({"shortcut": "zz top"}, "快捷码请用"),
        ({"text": "单号{order.number}"}, "没有这个变量：{order.number}"),
        ({"text": "单号{order.id"}, "花括号没有配对"),
        ({"intents": ("dance",)}, "没有这个意图：dance"),
        ({"examples": ("问" * 101,)}, "顾客问法最多"),
        ({"picture": "https://elsewhere.example/a.png"}, "配图请先上传"),
    ],
)
def test_what_is_wrong_is_told_in_a_sentence(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(InvalidInput, match=sentence.replace("{", r"\{")):
        checked(replace(GOOD, **change), KNOWN)  # type: ignore[arg-type]


def test_a_reply_without_shortcut_examples_or_picture_is_one() -> None:
    assert checked(Wording(CATEGORIES[-1], "收尾", "好的"), KNOWN).shortcut == ""

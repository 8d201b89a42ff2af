import pytest

from assist_api.domain.blame import blames


@pytest.mark.parametrize(
    "text", ["真是服了", "你们每次都这么说", "挺会拖的", "一点信用都没有", "又要我等一周", "能不能走点心"]
)
def test_blame_needs_no_bad_word(text: str) -> None:
    assert blames(text)


@pytest.mark.parametrize("text", ["什么时候发货", "每天都能发货吗", "你们真的包邮吗", "服务挺好的"])
def test_a_plain_message_blames_nobody(text: str) -> None:
    assert not blames(text)

import pytest

from assist_api.domain.impasse import disputes_sum, is_too_late

LATER = "亲，预计后天送到～"
REFUNDED = "亲，退款 118 元，是实付 138 减去运费险 20～"


@pytest.mark.parametrize("text", ["来不及了 明天就要穿", "今晚必须到 想想办法", "等不了这么久"])
def test_who_cannot_wait_so_long_is_at_an_impasse(text: str) -> None:
    assert is_too_late(text, LATER)
    assert not is_too_late(text, "")


def test_who_can_wait_is_not() -> None:
    assert not is_too_late("好的 那我等等", LATER)


@pytest.mark.parametrize("text", ["你们少退我20", "运费险不是我出的 凭什么", "应该补35 算错了吧"])
def test_who_disputes_the_explained_sum_is_at_an_impasse(text: str) -> None:
    assert disputes_sum(text, [REFUNDED])
    assert not disputes_sum(text, ["您好呀"])


def test_who_accepts_it_is_not() -> None:
    assert not disputes_sum("哦 那我等到账", [REFUNDED])

from assist_api.domain.holdout import is_held_out

IDS = [f"c{number:04}" for number in range(4000)]


def test_nothing_is_held_out_at_share_zero_and_everything_at_one() -> None:
    assert not any(is_held_out(one, 0) for one in IDS)
    assert all(is_held_out(one, 1) for one in IDS)


def test_about_the_share_is_held_out() -> None:
    assert 0.08 < sum(is_held_out(one, 0.1) for one in IDS) / len(IDS) < 0.12


def test_a_conversation_that_is_held_out_stays_so_when_the_share_grows() -> None:
    assert all(is_held_out(one, 0.5) for one in IDS if is_held_out(one, 0.1))

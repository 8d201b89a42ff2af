from assist_api.domain.outcomes import Outcome, Shown, settled

FIRST, SECOND, THIRD = "签收七天内可以退货，我帮您申请。", "运费由您承担，可以买运费险。", "退款一到三天到账，请留意。"


def panel(**outcomes: Outcome) -> list[Shown]:
    return [Shown(f"g{rank}", rank, text, outcomes.get(f"g{rank}")) for rank, text in enumerate((FIRST, SECOND, THIRD))]


def judged(sent: str, taken: str | None = None, **outcomes: Outcome) -> dict[str, str]:
    return {one.id: one.outcome.value for one in settled(panel(**outcomes), taken, sent)}


def test_those_above_the_one_taken_were_passed_over_and_those_below_were_not_read() -> None:
    assert judged(SECOND, "g1") == {"g0": "ignored", "g1": "sent", "g2": "unread"}


def test_a_reply_of_ones_own_passes_over_all() -> None:
    assert judged("我问一下仓库") == {"g0": "ignored", "g1": "ignored", "g2": "ignored"}


def test_an_edited_one_keeps_what_was_changed() -> None:
    edited = next(one for one in settled(panel(), "g0", "签收七天内可以退货，吊牌别剪，我帮您申请。") if one.id == "g0")
    assert edited.outcome is Outcome.EDITED
    assert [(change.old, change.new) for change in edited.operations] == [("", "吊牌别剪，")]


def test_one_put_into_the_draft_but_not_sent_was_replaced() -> None:
    assert judged("我问一下仓库", g0=Outcome.ACCEPTED)["g0"] == "replaced"
    assert judged("我问一下仓库", taken="g0")["g0"] == "replaced"


def test_two_put_together_were_both_taken() -> None:
    assert judged(f"{FIRST}\n{SECOND}", "g1", g0=Outcome.ACCEPTED) == {"g0": "edited", "g1": "edited", "g2": "unread"}


def test_what_was_dismissed_stays_so_unless_it_is_sent_after_all() -> None:
    dismissed = {"g0": Outcome.DISMISSED, "g1": Outcome.DISMISSED, "g2": Outcome.DISMISSED}
    assert judged("我问一下仓库", **dismissed) == {}
    assert judged(FIRST, "g0", **dismissed) == {"g0": "sent"}


def test_what_is_settled_is_left_alone() -> None:
    assert "g0" not in judged(SECOND, "g1", g0=Outcome.SENT)


def test_one_that_newer_ones_had_pushed_off_the_screen_was_not_read() -> None:
    gone = Shown("old", 0, FIRST, None, on_screen=False)
    assert [one.outcome for one in settled([gone], None, "我问一下仓库")] == [Outcome.UNREAD]

from assist_api.domain.search import pairs, pieces, searchable, spans, words


def test_a_text_is_known_by_every_two_letters_side_by_side_and_its_last() -> None:
    assert pairs("快递到哪") == ["快递", "递到", "到哪", "哪"]
    assert pairs("") == []


def test_a_query_is_its_words_in_one_width_without_punctuation() -> None:
    assert words("  ＡＢ１，  快递 快递 ？") == ["ab1", "快递"]


def test_a_match_is_found_across_punctuation_and_told_as_a_place_in_the_text() -> None:
    text = "不发货，退款吧！"
    assert [text[a:b] for a, b in spans(text, ["货退"])] == ["货，退"]


def test_matches_that_touch_are_one() -> None:
    assert spans("退款退款", ["退款", "款退"]) == [(0, 4)]


def test_a_sign_that_is_several_letters_is_one_place() -> None:
    text = "要①号㎏装"
    assert [text[a:b] for a, b in spans(text, ["1", "kg装"])] == ["①", "㎏装"]


def test_an_excerpt_stands_around_the_first_match_and_is_cut_at_it() -> None:
    text = "好" * 60 + "快递丢了" + "啊" * 200
    excerpt = pieces(text, ["快递"])
    assert [piece for piece in excerpt if piece["hit"]] == [{"text": "快递", "hit": True}]
    assert excerpt[0] == excerpt[-1] == {"text": "…", "hit": False}
    assert sum(len(str(piece["text"])) for piece in excerpt) < 120


def test_without_a_match_the_excerpt_is_the_beginning() -> None:
    assert pieces("您好", []) == [{"text": "您好", "hit": False}]


def test_a_card_is_found_by_its_number() -> None:
    card = {"type": "card", "kind": "order", "id": "A12-3"}
    assert searchable("您的订单：", [card]) == "您的订单a123"

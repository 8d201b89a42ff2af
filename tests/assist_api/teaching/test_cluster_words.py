from __future__ import annotations

import numpy as np

from assist_api.teaching.cluster_words import keywords, most_typical_first, words_of


def test_what_every_cluster_says_is_no_keyword_before_what_only_one_says() -> None:
    clusters = [[["礼品卡", "怎么"], ["礼品卡", "你好"]], [["安装", "怎么"], ["安装", "你好"]]]
    assert [words[0] for words in keywords(clusters, 2)] == ["礼品卡", "安装"]


def test_a_word_within_another_is_not_told_again() -> None:
    assert keywords([[["开发票", "发票"], ["发票", "抬头"]], [["安装"]]], 3)[0] == ["发票", "抬头"]


def test_signs_and_numbers_are_no_words() -> None:
    assert words_of(["x"], lambda _: ["发票", "的", "？？", "2024", "iphone"]) == [["发票", "iphone"]]


def test_words_of_every_question_and_names_made_of_numbers_are_no_words() -> None:
    assert words_of(["x"], lambda _: ["快递", "什么", "我们", "今天", "8563qqcom", "120克"]) == [["快递"]]


def test_the_middle_comes_first_and_its_copies_do_not_crowd_it() -> None:
    turned = np.array([0.0, 0.001, 0.5, -0.5, 0.9, -0.9])
    vectors = np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)
    order, density = most_typical_first(vectors, 0.0)
    assert order[0] in (0, 1) and {0, 1} != set(order[:2])
    assert sorted(order) == [0, 1, 2, 3, 4, 5]
    assert 0.5 < density < 1


def test_what_is_unlike_the_middle_is_left_out() -> None:
    turned = np.array([0.0, 0.1, -0.1, 0.05, -0.05, 1.5])
    vectors = np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32)
    assert sorted(most_typical_first(vectors, 0.5)[0]) == [0, 1, 2, 3, 4]

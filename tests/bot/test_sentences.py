"""The lint of the training sentences: each rule on what breaks it, and on neighbours that do not."""

import json
from pathlib import Path

import pytest

from bench.understanding.sentences import Sentence, lint, lint_feedback, near_pairs, read_sentences


def of(*pairs: tuple[str, str]) -> list[Sentence]:
    return [Sentence(text, label, f"x.yml:{number}") for number, (text, label) in enumerate(pairs, start=1)]


def complaints(sentences: list[Sentence]) -> list[str]:
    return [f.what for f in lint(sentences) if f.fails and not f.what.startswith("thin")]


def plenty(intent: str, count: int) -> list[tuple[str, str]]:
    """Sentences that share nothing but their label."""
    return [(3 * chr(ord("一") + 37 * number) + str(number), intent) for number in range(count)]


def test_sentences_come_with_their_place_their_label_and_without_marks(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: inform\n  examples: |\n    - [蓝色](colour)的\n    - 蓝色的\n'
        "- lookup: colour\n  examples: |\n    - 蓝色\n- synonym: T恤\n  examples: |\n    - 半袖\n"
        "- intent: greet\n  examples: |\n    - 你好\n",
        encoding="utf-8",
    )
    assert read_sentences(tmp_path) == [
        Sentence("蓝色的", "inform", "x.yml:5"),
        Sentence("蓝色的", "inform", "x.yml:6"),
        Sentence("你好", "greet", "x.yml:15"),
    ]


@pytest.mark.parametrize("again", ["我要退货", "我要退貨", "我要退货！", "[微笑]我要退货"])
def test_a_sentence_that_says_the_same_again_fails(again: str) -> None:
    (said,) = complaints(of(("我要退货", "request_return"), (again, "request_return")))
    assert "again" in said


def test_another_courtesy_is_another_sentence_of_the_same_intent() -> None:
    assert complaints(of(("有人吗", "greet"), ("你好，有人吗", "greet"), ("有人吗亲", "greet"))) == []


@pytest.mark.parametrize(
    "other", ["换个颜色", "換個顏色", "你好，换个颜色呀", "换个颜色。谢谢", "亲 换个颜色呢"]
)
def test_a_sentence_with_two_labels_fails(other: str) -> None:
    (said,) = complaints(of(("换个颜色", "request_exchange"), (other, "change_order")))
    assert "two labels" in said and "request_exchange" in said and "change_order" in said


def test_a_thank_you_is_not_what_it_thanks_for() -> None:
    assert complaints(of(("好的", "affirm"), ("好的谢谢", "thanks"))) == []


@pytest.mark.parametrize("text", ["😂", "[微笑]", "？？？", "#E-s01"])
def test_a_sentence_that_reads_as_nothing_fails(text: str) -> None:
    (said,) = complaints(of((text, "chitchat")))
    assert "reads as nothing" in said


@pytest.mark.parametrize(
    ("intent", "count", "is_thin"),
    [("greet", 79, True), ("greet", 80, False), ("track_parcel", 149, True), ("track_parcel", 150, False)],
)
def test_small_talk_may_have_fewer_sentences_than_a_request(intent: str, count: int, is_thin: bool) -> None:
    found = list(lint(of(*plenty(intent, count))))
    assert [f.what.startswith("thin") for f in found] == ([True] if is_thin else [])


def test_near_doubles_are_shown_and_fail_when_an_intent_has_many() -> None:
    two = of(("帮我查下快递现在到哪里了", "track_parcel"), ("帮我查下快递现在到哪里了呗", "track_parcel"))
    rest = of(*plenty("track_parcel", 150))
    few = list(lint(two + rest))
    assert [(f.fails, f.what[:10]) for f in few] == [(False, "0.79 alike")]
    many = of(
        *(
            (text + end, "track_parcel")
            for text, _ in plenty("x", 12)
            for end in ("包裹到哪里", "包裹到哪里喽")
        )
    )
    assert any(f.fails and "near double" in f.what for f in lint(many + rest))


def test_near_doubles_of_two_intents_are_shown() -> None:
    found = list(
        lint(
            of(("审核不通过是什么原因", "ask_aftersale_progress"), ("评审核不通过是什么原因", "review_help"))
        )
    )
    shown = [f for f in found if not f.fails]
    assert len(shown) == 1 and "ask_aftersale_progress and review_help" in shown[0].what


def test_the_same_sentence_is_no_pair_and_an_empty_one_does_no_harm() -> None:
    assert near_pairs(["我要退货", "我要退货", "", "退"]) == []
    assert near_pairs([]) == []


def test_feedback_texts_must_hold_their_spans_and_stand_once(tmp_path: Path) -> None:
    def line(text: str, second: str, span: str) -> str:
        aspects = [{"aspect": "物流", "sentiment": -2, "span": span}]
        return json.dumps(
            {"text": text, "category": ["物流", second], "aspects": aspects}, ensure_ascii=False
        )

    lines = [
        line("三天了还没揽收", "未发货", "还没揽收"),
        line("三天了还没揽收！", "未发货", "没揽收"),
        line("箱子压扁了，瓶子全碎", "破损丢失", "瓶子碎了"),
        line("箱子压扁了瓶子全碎", "未收到", "箱子压扁了"),
    ]
    (tmp_path / "x.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = [(f.where, f.what) for f in lint_feedback(tmp_path) if f.fails]
    assert ("x.jsonl:3", "the span '瓶子碎了' is not in the text") in found
    assert any(where == "x.jsonl:2" and "again" in what for where, what in found)
    assert any("two labels" in what for _, what in found)

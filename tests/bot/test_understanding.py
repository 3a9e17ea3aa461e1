"""The reader as a whole, on a handful of sentences: trained, stored, loaded, and what overrides the model."""

from datetime import datetime
from pathlib import Path

import pytest

from bot.components.examples import Examples, read_examples
from bot.components.intents import readable_part
from bot.understanding import Understanding

SENTENCES = [
    ("我的快递到哪了", "track_parcel"),
    ("物流怎么不动了", "track_parcel"),
    ("快递还没到", "track_parcel"),
    ("包裹到哪里了", "track_parcel"),
    ("我要退货", "request_return"),
    ("这件想退掉", "request_return"),
    ("帮我退了吧", "request_return"),
    ("申请退货退款", "request_return"),
    ("蓝色的", "inform"),
    ("订单号是这个", "inform"),
    ("我手机号", "inform"),
    ("XL", "inform"),
]
LOOKUPS = {"product": ["T恤", "耳机"], "fault": ["漏水"], "colour": ["蓝色"]}


@pytest.fixture(scope="module")
def reader() -> Understanding:
    return Understanding.train(Examples(SENTENCES, LOOKUPS, {"半袖": "T恤"}), {"name": "characters"})


def test_the_likeliest_intent_comes_first_and_confidences_add_up(reader: Understanding) -> None:
    reading = reader.parse("快递到哪里了呀")
    assert reading.intent.intent == "track_parcel"
    assert sum(guess.confidence for guess in reading.guesses) == pytest.approx(1.0, abs=1e-4)
    assert [g.confidence for g in reading.guesses] == sorted(
        (g.confidence for g in reading.guesses), reverse=True
    )


def test_traditional_characters_and_wide_digits_read_the_same(reader: Understanding) -> None:
    assert reader.parse("我要退貨").intent == reader.parse("我要退货").intent


@pytest.mark.parametrize(
    "text", ["2611200001234", "订单号：2611200001234", "13800000000", "T恤", "蓝色", "[图片] upload:u_1"]
)
def test_a_bare_fact_only_informs(reader: Understanding, text: str) -> None:
    assert reader.parse(text).intent.intent == "inform"


def test_a_bare_fault_is_left_to_the_model(reader: Understanding) -> None:
    assert reader.parse("漏水").intent.confidence < 0.97


def test_uploads_are_taken_out_of_the_text(reader: Understanding) -> None:
    reading = reader.parse("[图片] upload:u_1 我要退货")
    assert reading.uploads == ("u_1",)
    assert reading.intent.intent == "request_return"


def test_a_stored_reader_reads_the_same(reader: Understanding, tmp_path: Path) -> None:
    reader.save(tmp_path)
    again = Understanding.load(tmp_path)
    for text in ("快递到哪了", "半袖想退", "蓝色的"):
        assert [g.intent for g in again.parse(text).guesses] == [g.intent for g in reader.parse(text).guesses]
        assert again.parse(text).entities == reader.parse(text).entities


@pytest.mark.parametrize("text", ["", " ", "？？？", "👍", "\x00", "\ud800", "a" * 1000, "退" * 1000])
def test_odd_texts_are_read_without_failing(reader: Understanding, text: str) -> None:
    assert reader.parse(text, datetime.now().astimezone()).guesses


@pytest.mark.parametrize(
    ("text", "kept"), [("你好，请问几天能到呀", "几天能到"), ("谢谢", "谢谢"), ("亲2611200001234呢", "#")]
)
def test_courtesies_are_not_read(text: str, kept: str) -> None:
    assert readable_part(text).strip() == kept or kept in readable_part(text)


def test_annotations_and_repeats_are_read_out_of_training_files(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: inform\n  examples: |\n    - [蓝色](colour)的\n    - 蓝色的\n'
        "- lookup: colour\n  examples: |\n    - 蓝色\n- synonym: T恤\n  examples: |\n    - 半袖\n",
        encoding="utf-8",
    )
    found = read_examples(tmp_path)
    assert found.sentences == [("蓝色的", "inform")]
    assert (found.lookups, found.synonyms) == ({"colour": ["蓝色"]}, {"半袖": "T恤"})


@pytest.mark.parametrize("text", ["", "  ", "👍"])
def test_who_says_nothing_is_not_guessed_at(reader: Understanding, text: str) -> None:
    reading = reader.parse(text)
    assert (reading.intent.intent, reading.intent.confidence, reading.second) == ("inform", 0.0, None)

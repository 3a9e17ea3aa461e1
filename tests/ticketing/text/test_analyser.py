"""The whole pipeline: trained, saved, loaded, used by many."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from spacy.tokens import Doc

from tests.text_model import trained_analyser
from ticketing.rules.categories import CATEGORIES, KINDS, URGENCIES
from ticketing.text import pipeline, training_data
from ticketing.text.analyser import TEXTS_A_ZONE, Analyser, load
from ticketing.text.analysis import Analyse
from ticketing.text.deferred import DeferredAnalyser, NoTextModel
from ticketing.text.encoder import HEAD, TAIL, gist
from ticketing.text.facets import softmax
from ticketing.text.features import Vocabulary, cleaned, grams
from ticketing.text.learning import fit_labels
from ticketing.text.polarity import MARK
from ticketing.text.training_data import CATEGORY_OF_INTENT


@pytest.fixture(scope="module")
def analyser(analyse: Analyse) -> Analyser:
    analyse("你好")
    return load(trained_analyser().folder)


@pytest.mark.parametrize(
    ("text", "category", "kind"),
    [
        ("退款说三天到账，一周了还没收到", ("退换退款", "退款未到账"), None),
        ("发票抬头写错了，帮我重开一张发票", ("支付发票", "发票"), "请求"),
        ("密码忘了登录不上去，帮我重置", ("账户会员", "登录安全"), "请求"),
        ("客服态度恶劣，还骂人，我要投诉", ("服务投诉", "商家客服"), "投诉"),
        ("空调安装师傅什么时候来装", ("维修保修", "安装"), None),
        ("建议增加夜间模式", ("建议表扬", "建议"), "建议"),
    ],
)
def test_plain_texts_are_understood(
    analyse: Analyse, text: str, category: tuple[str, str], kind: str | None
) -> None:
    found = analyse(text)
    assert found.category == category
    assert kind is None or found.kind == kind


@pytest.mark.parametrize("text", ["", "  ", "？？", "……", "。"])
def test_who_says_nothing_does_not_complain(analyse: Analyse, text: str) -> None:
    found = analyse(text)
    assert (found.kind, found.sentiment, found.confidence["category"]) == ("咨询", 0, 0)


@pytest.mark.parametrize(
    ("text", "is_glad"),
    [
        ("菜很好吃，送得也快，下次还点", True),
        ("巨慢，巨少，巨难吃", False),
        ("房间有霉味，隔音差，不会再来了", False),
        ("书的内容很有启发，值得一读", True),
        ("👍👍👍", True),
        ("差评", False),
    ],
)
def test_plain_reviews_are_glad_or_cross(analyse: Analyse, text: str, is_glad: bool) -> None:
    assert (analyse(text).sentiment > 0) == is_glad
    assert analyse(text).sentiment != 0


def test_every_answer_keeps_to_the_taxonomy_and_names_its_model(analyser: Analyser) -> None:
    texts = ["", " ", "？？", "a" * 5000, "😀", "\x00", "13812345678", "退款" * 900, "ok", "١٢٣"]
    for text, found in zip(texts, analyser.analyse_many(texts), strict=True):
        assert found.category[1] in CATEGORIES[found.category[0]], text
        assert found.kind in KINDS
        assert found.urgency in URGENCIES
        assert -2 <= found.sentiment <= 2
        assert all(0 <= share <= 1 for share in found.confidence.values())
        assert found.model == analyser.version
        assert json.loads(json.dumps(found.as_json()))["category"] == list(found.category)


def test_one_by_one_and_together_is_the_same(analyser: Analyser) -> None:
    texts = [example.text for example in training_data.feedback()[::40]]
    together = list(analyser.analyse_many(texts))
    assert [analyser.analyse(text).category for text in texts] == [found.category for found in together]


def test_traditional_characters_read_like_simplified_ones(analyser: Analyser) -> None:
    assert analyser.analyse("發票抬頭寫錯了，幫我重開").category == ("支付发票", "发票")


def test_many_threads_may_ask_at_once(analyser: Analyser) -> None:
    texts = ["退款还没到账", "快递丢了", "你们客服真好"] * 6
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(analyser.analyse, texts))
    assert [one.category for one in found[:3]] * 6 == [one.category for one in found]


def test_an_absent_model_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoTextModel, match="ticketing.text.train"):
        load(tmp_path / "nothing")
    with pytest.raises(NoTextModel):
        DeferredAnalyser(tmp_path / "nothing")("你好")


def test_a_model_folder_holds_no_code(analyser: Analyser) -> None:
    suffixes = {path.suffix for path in trained_analyser().folder.rglob("*") if path.is_file()}
    assert not suffixes & {".pkl", ".joblib", ".py", ".pickle"}


def test_personal_data_and_numbers_teach_nothing() -> None:
    assert cleaned("我电话13812345678，订单2611200001234") == cleaned("我电话13900001111，订单2612240009999")


def test_a_vocabulary_keeps_what_two_texts_share() -> None:
    first, second = grams("退货", ["退货"]), grams("退款", ["退款"])
    known = Vocabulary.learnt([first, second])
    assert {gram for gram in known.index if not gram.startswith(MARK)} == {"退"}
    numbers, values = known.row(*first)
    assert known.index["退"] in numbers.tolist()
    assert np.linalg.norm(values) == pytest.approx(np.sqrt(2))  # characters, and marks of judgement
    empty, nothing = known.row(*grams("贰", ["贰"])[:2])
    assert (empty.size, nothing.size) == (0, 0)


def test_a_word_is_not_taken_for_its_characters() -> None:
    characters, words, _ = grams("不好", ["不", "好"])
    assert set(characters) == {"不", "好", "不好"}
    assert set(words) == {"\0不", "\0好", "\0不\0好"}


def test_other_labels_are_learnt_by_the_same_code() -> None:
    texts = ["送得快", "来得快", "很快就到", "送得慢", "来得慢", "慢了三天"] * 6
    classifier = fit_labels(texts, {"pace": ["fast", "fast", "fast", "slow", "slow", "slow"] * 6})
    asked = ["真快", "太慢"]
    found = pipeline.classified(classifier, asked)
    assert [facets["pace"][0] for facets in found] == ["fast", "slow"]


def test_a_long_message_is_read_from_both_ends() -> None:
    assert gist("短") == "短"
    long = "头" * 500 + "尾" * 500
    assert gist(long).startswith("头头") and gist(long).endswith("尾尾")
    assert len(gist(long)) <= HEAD + TAIL + 1


def test_probabilities_sum_to_one() -> None:
    import numpy as np

    shares = softmax(np.array([1000.0, 999.0, -1000.0], np.float32))
    assert shares.sum() == pytest.approx(1)
    assert shares.argmax() == 0


def test_the_training_texts_keep_to_the_taxonomy() -> None:
    for example in training_data.feedback():
        first, second = example.category.split("/")
        assert second in CATEGORIES[first], example.text
        assert example.kind in KINDS
        assert example.urgency in URGENCIES
        assert example.sentiment in range(-2, 3)


def test_every_intent_that_lends_sentences_exists() -> None:
    for category in CATEGORY_OF_INTENT:
        first, second = category.split("/")
        assert second in CATEGORIES[first]
    assert {example.category for example in training_data.intent_sentences()} == set(CATEGORY_OF_INTENT)


def test_the_words_of_many_texts_are_forgotten(analyser: Analyser) -> None:
    for number in range(TEXTS_A_ZONE * 2):
        analyser.analyse(f"词{number}abc{number} 退款")
    assert len(analyser._nlp.vocab.strings) < 20_000
    assert sum(f"abc{number}" in analyser._nlp.vocab.strings for number in range(TEXTS_A_ZONE)) == 0


def test_a_document_that_was_cut_elsewhere_is_read_as_well(analyser: Analyser) -> None:
    ours = analyser._nlp.make_doc("快递三天没动了")
    theirs = Doc(ours.vocab, words=[token.text for token in ours], spaces=[False] * len(ours))
    assert pipeline.features_of(theirs) == pipeline.features_of(ours)

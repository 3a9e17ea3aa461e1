"""A judge of pairs learns what asking the same is."""

import pytest

from tests.text_model import trained_analyser
from ticketing.text import pipeline
from ticketing.text.analysis import Analyse
from ticketing.text.facets import Classifier
from ticketing.text.likeness import Likeness

SUBJECTS = ["退款", "发货", "发票", "快递", "换货", "安装", "优惠券", "保修", "积分", "尺码"]
ASKED = ["{}什么时候能好", "请问{}多久能好呀", "{}怎么还没好", "亲，{}啥时候好"]


def judged() -> tuple[list[tuple[str, str]], list[float]]:
    pairs, scores = [], []
    for number, subject in enumerate(SUBJECTS):
        other = SUBJECTS[(number + 3) % len(SUBJECTS)]
        for first in ASKED:
            for second in ASKED:
                pairs += [(first.format(subject), second.format(subject))]
                pairs += [(first.format(subject), second.format(other))]
                scores += [5.0, 1.0]
    return pairs, scores


@pytest.fixture(scope="module")
def classifier(analyse: Analyse) -> Classifier:
    analyse("你好")
    return pipeline.classifier_of(pipeline.read(trained_analyser().folder))


def test_the_same_question_scores_above_another(classifier: Classifier) -> None:
    pairs, scores = judged()
    judge = Likeness(classifier).fit(pairs, scores)
    same, other = judge.score(
        [("空调维修什么时候能好", "请问空调维修要多久"), ("空调维修什么时候能好", "请问赠品有几件")]
    )
    assert same > other + 1


def test_the_same_pairs_make_the_same_judge_and_odd_texts_are_no_trouble(classifier: Classifier) -> None:
    pairs, scores = judged()
    asked = [("", ""), ("亲", "？"), ("😀", "a" * 900), ("退款", "退款")]
    first = Likeness(classifier).fit(pairs, scores).score(asked)
    assert first.tolist() == Likeness(classifier).fit(pairs, scores).score(asked).tolist()

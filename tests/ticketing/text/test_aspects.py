"""Which sides of a purchase a text speaks of, clause by clause."""

from ticketing.text.analysis import Analyse


def test_every_clause_speaks_for_itself(analyse: Analyse) -> None:
    text = "快递很快，但是包装太差，客服没人理"
    found = {aspect.aspect: aspect for aspect in analyse(text).aspects}
    assert found["物流"].sentiment > 0
    assert found["包装"].sentiment < 0
    assert found["客服"].sentiment < 0
    assert found["包装"].span == "但是包装太差"


def test_an_aspect_stands_where_it_says_in_the_text_as_it_came(analyse: Analyse) -> None:
    text = "😀包裝全壓扁了！！質量倒是很好"
    found = analyse(text).aspects
    assert {"包装", "质量"} <= {aspect.aspect for aspect in found}
    assert all(text[aspect.start : aspect.end] == aspect.span for aspect in found)


def test_a_question_has_no_aspects(analyse: Analyse) -> None:
    assert analyse("这款的尺寸是多少").aspects == ()
    assert analyse("").aspects == ()

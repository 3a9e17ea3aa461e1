"""What the shopper reads: two sentences, an article only where it was read, always a way to a person."""

import ast
from pathlib import Path

import pytest
from hypothesis import given

import ticketing.rules.aftersales
from tests.ticketing.aftersales_body import body
from tests.ticketing.rules.aftersales_case import decided
from tests.ticketing.rules.test_aftersales_properties import SETTINGS, UNKNOWABLE, cases
from ticketing.aftersales_answer import answer, decide_request
from ticketing.aftersales_explanations import ASKED, SENTENCES, chinese_number, cite
from ticketing.rules.legal_rules import LEGAL_RULES, Mark

RULES = Path(ticketing.rules.aftersales.__file__).parent


def explained(name, **changes):
    return next(
        each["explain"] for each in decide_request(body(**changes))["routes"] if each["route"] == name
    )


@SETTINGS
@given(cases())
def test_every_route_is_explained_in_two_sentences(case):
    for each in answer(decided(case))["routes"]:
        text = each["explain"]
        assert text.count("。") == 2 and text.endswith("。")
        assert not set("{}！!") & set(text)
        assert ("转人工" in text) is (each["open"] is False)
        assert ("第" in text and "条" in text) <= (each["rule"]["mark"] == "V")
        if each["open"] and each["deadline"]:
            assert "24点" in text


def test_every_reason_has_words_and_no_words_are_left_over():
    codes = {
        node.value
        for path in RULES.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    built = {
        f"not_covered_{fact}" for fact in ("damaged_by_shopper", "unauthorised_repair", "serial_altered")
    }
    assert set(SENTENCES) <= codes | built | {"past_window", "past_promise"}


def test_every_fact_that_can_be_asked_for_has_words():
    assert set(ASKED) == set(UNKNOWABLE) - {"condition.used"}


def test_a_deadline_is_told_as_the_last_day_and_not_the_midnight_after_it():
    assert "2026年11月19日24点前" in explained("no_reason_return")
    text = explained("repair", report__reason="quality", line__category="computer")
    assert "2027年11月12日24点（当年放假安排公布后可能顺延）前" in text


def test_a_guarantee_that_is_over_is_told_by_the_article_that_ends_it():
    late = {"report__reason": "quality", "report__serious": True, "now": "2028-11-14T00:00:00+08:00"}
    for name in ("quality_return", "exchange", "repair"):
        assert "依据《民法典》第六百二十一条，质量保证期到2028年11月13日24点" in explained(name, **late)


def test_before_receipt_no_number_of_days_is_told_that_a_promise_may_change():
    on_its_way = {"dates__received_at": None, "promises__no_reason_days": 30}
    assert "退货的期限还没开始算" in explained("no_reason_return", **on_its_way)


@pytest.mark.parametrize(
    ("rule", "cited"),
    [
        ("no_reason.right", "《消费者权益保护法》第二十五条"),
        ("quality.longest_term", "《民法典》第六百二十一条"),
        ("no_reason.not_intact", "相关规定"),
        ("sanbao.mobile_phone", "相关规定"),
    ],
)
def test_only_an_article_that_was_read_is_cited(rule, cited):
    assert cite(LEGAL_RULES[rule]) == cited
    assert (LEGAL_RULES[rule].mark is Mark.VERIFIED) is (cited != "相关规定")


@pytest.mark.parametrize(
    ("number", "written"),
    [(2, "二"), (10, "十"), (20, "二十"), (25, "二十五"), (110, "一百一十"), (201, "二百零一"),
     (1005, "一千零五"), (1260, "一千二百六十")],
)  # fmt: skip
def test_numbers_are_written_as_in_statutes(number, written):
    assert chinese_number(number) == written


def test_what_is_still_needed_is_asked_in_plain_words():
    text = explained("no_reason_return", condition__tags_removed=None, condition__parts_complete=None)
    assert "吊牌和标签还在不在、配件齐不齐" in text and "2026年11月19日24点前都可以办" in text
    fraud = explained("compensation", report__reason="counterfeit")
    assert "有没有认定欺诈的证明" in fraud and "前都" not in fraud

"""The law as data: every rule that a decision names is there, with an honest mark."""

from datetime import date

from hypothesis import given

from tests.ticketing.rules.aftersales_case import decided
from tests.ticketing.rules.test_aftersales_properties import SETTINGS, cases
from ticketing.aftersales_explanations import SENTENCES
from ticketing.rules.legal_rules import LEGAL_RULES, Mark

VERIFIED = {
    "消费者权益保护法": {"23", "24", "25", "29", "55"},
    "民法典": {"201", "203", "563", "582", "617", "621"},
    "最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一）": {"2", "3", "8", "10"},
    "侵害消费者权益行为处罚办法": {"9"},
    "全国年节及纪念日放假办法": {"2", "6"},
    "个人信息保护法": {
        "6", "13", "15", "17", "19", "21", "23", "24", "28", "44", "50", "51", "55", "57",
    },
    "电子商务法": {"31", "59"},
}  # fmt: skip


def test_only_what_was_read_in_the_statute_is_marked_as_read():
    for rule in LEGAL_RULES.values():
        if rule.mark is Mark.VERIFIED:
            assert rule.article in VERIFIED[rule.law], rule.id


def test_every_article_that_was_read_is_there():
    for law, articles in VERIFIED.items():
        here = {
            each.article for each in LEGAL_RULES.values() if each.law == law and each.mark is Mark.VERIFIED
        }
        assert here == articles


def test_a_rule_is_named_once_and_in_force_since_its_day():
    for id_, rule in LEGAL_RULES.items():
        assert rule.id == id_ and rule.text
        assert rule.is_in_force(rule.in_force_from) and rule.is_in_force(date(2026, 11, 22))
        assert not rule.is_in_force(date(1990, 1, 1))


@SETTINGS
@given(cases())
def test_every_decision_names_a_rule_and_a_reason_that_exist(case):
    for each in decided(case).routes:
        assert each.rule in LEGAL_RULES
        assert each.reason in SENTENCES

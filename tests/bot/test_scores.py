"""The scores of a reader, and the page that shows them."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bench.understanding import person, plots, report
from bench.understanding.intents import Score, read_messages, score
from bench.understanding.scores import OWN, REAL, Taken, beside, read_checks, take
from bot.components.examples import Examples
from bot.understanding import Understanding

SENTENCES = [
    ("转人工客服", "ask_human"),
    ("找人工", "ask_human"),
    ("运费多少", "ask_shipping_fee"),
    ("邮费要多少钱", "ask_shipping_fee"),
    ("快递到哪了", "track_parcel"),
    ("物流到哪了", "track_parcel"),
]
ROWS = [
    ("快递到哪了", frozenset({"track_parcel"})),
    ("运费多少", frozenset({"track_parcel"})),
    ("物流到哪了", frozenset({"ask_shipping_fee", "track_parcel"})),
]


@pytest.fixture(scope="module")
def reader() -> Understanding:
    return Understanding.train(Examples(SENTENCES), {"name": "characters"})


@pytest.fixture(scope="module")
def taken(reader: Understanding) -> Taken:
    return take(reader, {REAL: ROWS, "own.<odd>": ROWS[:2], "own.more": ROWS[:1]}, 0.45)


def test_messages_of_several_accepted_intents_count_for_accuracy_alone(reader: Understanding) -> None:
    found = score(reader, ROWS)
    assert (found.right, found.total) == (2, 3)
    assert found.read == {("track_parcel", "track_parcel"): 1, ("track_parcel", "ask_shipping_fee"): 1}
    assert found.recall() == {"track_parcel": (1, 2)}
    assert dict(found.confusions) == {("track_parcel", "ask_shipping_fee"): 1}


def test_own_sets_are_counted_together_and_real_messages_apart(taken: Taken) -> None:
    assert list(taken.checks) == [REAL, OWN, "own.<odd>", "own.more"]
    assert (taken.checks[OWN].right, taken.checks[OWN].total) == (2, 3)
    assert taken.main == REAL
    values = {line["name"]: line["value"] for line in taken.lines()}
    assert values[REAL] == values[OWN] == pytest.approx(2 / 3)
    assert values["own.more"] == 1.0
    assert 0 <= values["person.heard"] <= 1 and 0 <= values["person.left_alone"] <= 1


def test_two_readers_stand_side_by_side_even_when_one_has_no_such_score() -> None:
    line = {"name": "real", "unit": "share", "cases": 3, "value": 0.5}
    (alone,) = beside(None, [line])
    (both,) = beside([{**line, "value": 0.25}, {**line, "name": "gone"}], [line])
    assert (alone["before"], alone["after"]) == (None, 0.5)
    assert (both["before"], both["after"]) == (0.25, 0.5)


def test_a_wish_for_a_person_counts_only_when_it_would_be_acted_on(reader: Understanding) -> None:
    heard = person.score(reader, 0.45)
    never = person.score(reader, 1.1)
    assert (heard.wanted, heard.others) == (193, 212)
    assert heard.found > 100 and len(heard.missed) == heard.wanted - heard.found
    assert (never.found, never.wrong) == (0, 0)


def test_real_messages_are_a_check_only_where_they_lie(tmp_path: Path) -> None:
    assert REAL not in read_checks(None) and REAL not in read_checks(tmp_path)
    (tmp_path / "jddc_intents").mkdir()
    (tmp_path / "jddc_intents" / "b.tsv").write_text(
        "text\taccepted_intents\n在吗\tgreet\n无\t\n", encoding="utf-8"
    )
    assert read_checks(tmp_path)[REAL] == [("在吗", frozenset({"greet"}))]
    assert all(name.startswith("own.") and rows for name, rows in read_checks(None).items())


def answered(*answers: tuple[float, bool]) -> Score:
    return Score(total=len(answers), right=sum(right for _, right in answers), answers=list(answers))


def test_answers_fall_into_tenths_of_confidence_up_to_certainty() -> None:
    found = list(plots.bins(answered((0.05, False), (0.95, True), (1.0, True), (0.91, False))))
    assert found == [(0.05, 0.0, 1), (pytest.approx(0.953, abs=0.001), pytest.approx(2 / 3), 3)]


def test_the_curve_goes_from_the_surest_answer_to_all_of_them() -> None:
    points = plots.curve(answered(*((1 - n / 100, n < 30) for n in range(40))))
    assert points[0] == (0.5, 1.0)
    assert points[-1] == (1.0, 0.75)
    assert plots.at(answered((0.9, True), (0.5, False)), 0.6) == (0.5, 1.0)
    assert plots.at(answered((0.4, True)), 0.6) == (0.0, 0.0)


class Page(HTMLParser):
    """Which tags are open, and what a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [str(value) for name, value in attrs if name in {"src", "href", "xlink:href"}]
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_is_closed_properly_and_holds_no_message(taken: Taken) -> None:
    thresholds = [plots.Threshold("answer", 0.45)]
    written = report.page(taken, beside(None, taken.lines()), thresholds, "Trained on <6> sentences")
    found = Page()
    found.feed(written)
    assert found.open == [] and found.fetched == []
    assert not re.search(r"<script|url\(|@import|https?:", written)
    assert "Trained on &lt;6&gt; sentences" in written and "own checks, &lt;odd&gt;" in written
    assert written.count('class="plot') == 3
    for text, _ in [*ROWS, *read_messages(person.CASES, "intent")]:
        assert text not in written


def test_a_page_without_real_messages_shows_our_own(reader: Understanding) -> None:
    taken = take(reader, {"own.more": ROWS[:2]}, 0.45)
    written = report.page(taken, beside(None, taken.lines()), [plots.Threshold("answer", 0.45)], "")
    assert "real messages" not in written and "own checks (2)" in written

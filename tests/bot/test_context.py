"""What leans on the talk: the resolver alone, on a scene of two orders, of products, of a case."""

import random
from typing import Any

import pytest

from actions.scene import LONGEST_AGE, MOST_LINES, MOST_ORDERS, Table
from bot.components.context import FITS, Meant, Said, bare, resolve
from tests.bot.seam_data import DELIVERED, ORDERS, PAID, PRODUCTS, SHIPPED

LETTERS = "那就呢吗吧啊到了运费这个不是上面第二件单退换修取消多少钱为什么，？ L\u0000👍退"
A, B = SHIPPED["number"], DELIVERED["number"]


def scene(*shown: dict[str, Any], about: int | None = None, asked: str = "ask_order_status") -> Any:
    """What is left after these orders were shown and one of them was talked about."""
    table = Table(None)
    table.put_orders(list(shown))
    if about is not None:
        table.put_order(shown[about])
    return table.after(asked)


def said(text: str, intent: str = "nlu_fallback", **entities: Any) -> Said:
    """A message that the model was not sure of; an entity's text is its value, but for what is a number."""
    spans = [str(value) for value in entities.values() if isinstance(value, str)]
    return Said(text, intent, 0.3, entities, spans)


@pytest.mark.parametrize(
    ("text", "intent", "number"),
    [
        ("到了吗", "track_parcel", A),
        ("那什么时候到呢", "ask_delivery_time", A),
        ("另一单呢", "track_parcel", B),
        ("不是这个订单", "track_parcel", B),
        ("电话多少", "contact_courier", A),
        ("算了我不要了", "request_refund", A),
        ("取消吧", "cancel_order", A),
        ("帮我催一下", "open_ticket", A),
        ("怎么回事", "track_parcel", A),
    ],
)
def test_a_few_words_mean_the_parcel_just_shown(text: str, intent: str, number: str) -> None:
    meant = resolve(said(text), scene(SHIPPED, DELIVERED, about=0, asked="track_parcel"))
    assert meant is not None
    assert (meant.intent, meant.entities["order_number"]) == (intent, number)


@pytest.mark.parametrize(
    ("asked", "intent"),
    [
        ("ask_return_policy", "ask_return_shipping"),
        ("request_exchange", "ask_return_shipping"),
        ("ask_order_status", "ask_shipping_fee"),
    ],
)
def test_freight_is_asked_of_what_was_asked_before(asked: str, intent: str) -> None:
    meant = resolve(said("那运费呢"), scene(DELIVERED, asked=asked))
    assert meant is not None and meant.intent == intent


@pytest.mark.parametrize(
    ("name", "intent"), [("paid", "cancel_order"), ("shoes", "request_refund"), ("fresh", "request_return")]
)
def test_what_is_not_wanted_any_more_depends_on_where_it_is(name: str, intent: str) -> None:
    meant = resolve(said("那我不要了"), scene(ORDERS[name]))
    assert meant is not None
    assert (meant.intent, meant.entities["order_number"]) == (intent, ORDERS[name]["number"])


@pytest.mark.parametrize(
    "text",
    [
        "我的快递到哪了",
        "另外我还想问下发票怎么开",
        "昨天买的那双鞋什么时候发货呀我等着穿呢",
        "你们几点下班",
        "转人工",
        "",
    ],
)
def test_what_stands_on_its_own_is_left_alone(text: str) -> None:
    assert resolve(said(text), scene(PAID)) is None


def test_without_a_scene_only_plain_words_count() -> None:
    assert resolve(said("到了吗"), None) is None
    assert resolve(said(f"看看{A}", "chitchat", order_number=A), None) == Meant("ask_order_status")
    assert resolve(said("耳机坏了", product="耳机"), None) is None
    assert resolve(said("耳机多少钱", product="耳机"), None) == Meant("ask_price")


@pytest.mark.parametrize("text", ["维修进度", "我的退货怎么样了", "换货处理到哪一步了", "售后单审核好了没"])
def test_how_far_a_case_is_needs_no_model(text: str) -> None:
    assert resolve(said(text, "request_repair"), None) == Meant("ask_aftersale_progress")


@pytest.mark.parametrize("text", ["退货处理流程是什么", "你们售后怎么样", "换货运费多少", "维修要多久"])
def test_a_question_about_after_sales_is_no_question_of_a_case(text: str) -> None:
    assert resolve(said(text, "ask_return_policy"), None) is None


def test_a_request_in_full_is_about_the_goods_on_the_table_only_where_they_fit() -> None:
    assert resolve(said("什么时候发货", "ask_ship_time"), scene(PAID)) == Meant(
        "ask_ship_time", {"order_number": PAID["number"], "line_id": "1"}
    )
    assert resolve(said("什么时候发货", "ask_ship_time"), scene(SHIPPED)) is None
    assert resolve(said("我其他的订单什么时候发货", "ask_ship_time"), scene(PAID)) is None


def test_goods_of_long_ago_are_meant_only_by_a_word_that_points() -> None:
    old = {**scene(PAID), "age": 4}
    assert resolve(said("什么时候发货", "ask_ship_time"), old) is None
    assert resolve(said("这个什么时候发货", "ask_ship_time"), old) is not None


def test_a_yes_in_other_words_takes_what_was_offered_and_nothing_else() -> None:
    assert resolve(said("那帮我登记吧"), scene(PAID), is_offered=True) == Meant("affirm")
    assert resolve(said("那帮我登记吧"), scene(PAID)) is None


@pytest.mark.parametrize("name", sorted(FITS))
def test_whatever_fits_takes_the_order(name: str) -> None:
    for order in ORDERS.values():
        meant = resolve(said("嗯", name), scene(order))
        fits = order["status"] in FITS[name] or name in {"cancel_order", "change_address", "change_order"}
        assert (meant is not None) == fits


@pytest.mark.parametrize("about", [None, "order", "product"])
def test_no_text_breaks_it(about: str | None) -> None:
    chance = random.Random(7)
    table = Table(None)
    if about == "product":
        table.put_products(PRODUCTS)
    elif about:
        table.put_orders([SHIPPED, DELIVERED])
    left = table.after("ask_price")
    for _ in range(2000):
        text = "".join(chance.choices(LETTERS, k=chance.randrange(20)))
        meant = resolve(
            said(text, ordinal=chance.randrange(-1, 9), size="L"), left, is_offered=chance.random() < 0.5
        )
        assert meant is None or meant.intent
        assert bare(bare(text)) == bare(text)


def test_the_scene_stays_small_and_is_forgotten() -> None:
    table = Table(None)
    many = {**DELIVERED, "lines": DELIVERED["lines"] * 20}
    table.put_orders([{**many, "number": str(number)} for number in range(40)])
    left = table.after("ask_order_status")
    assert left is not None
    assert len(left["orders"]) == MOST_ORDERS and len(left["orders"][0]["lines"]) == MOST_LINES
    for _ in range(LONGEST_AGE + 1):
        left = Table(left).after(None)
    assert left is None

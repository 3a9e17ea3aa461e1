"""What a message means after what was said before: 那明天呢, 另一件呢, 到了吗, 为什么. Knows nothing of Rasa.

The scene is what the actions left of the talk (actions/scene.py). A message that stands on its own is left
alone; one that leans on the scene gets the intent that it means there, and the goods that it is about.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.components.follow_ups import (
    APPLY,
    ASKS,
    BY_WORDS,
    CASE_STEPS,
    CLAIM,
    DO_IT,
    LEAD,
    PRODUCT,
    PROGRESS,
    TAIL,
    WISHES,
    Follow,
)
from bot.components.on_the_table import (
    Scene,
    goods_at,
    goods_next_to,
    goods_of,
    meant_goods,
    order_of,
    other_goods,
    place_of_meant,
    product_of,
    side_by_side,
    titles_of,
)

LONGEST = 18
"""Characters of a message that may lean on what was said before; a longer one tells its own story."""
FRESH = 2
"""Turns for which goods are meant without a word that points at them."""
FEW = 4
"""Characters beside an order number that ask for nothing but the order."""
UNSURE = frozenset({"nlu_fallback", "chitchat", "inform"})
PRODUCT_INTENTS = frozenset(
    {"ask_product_info", "ask_product_usage", "ask_size", "ask_stock", "ask_price", "ask_gift"}
    | {"ask_authenticity", "ask_shelf_life", "ask_packaging", "ask_warranty", "ask_product_compare"}
)
FITS: dict[str, frozenset[str]] = {
    "ask_ship_time": frozenset({"paid"}),
    "cancel_order": frozenset({"unpaid", "paid"}),
    "change_address": frozenset({"unpaid", "paid"}),
    "change_order": frozenset({"unpaid", "paid"}),
    "add_order_note": frozenset({"unpaid", "paid"}),
    "track_parcel": frozenset({"shipped"}),
    "ask_delivery_time": frozenset({"paid", "shipped"}),
    "contact_courier": frozenset({"shipped", "delivered"}),
    "report_not_received": frozenset({"shipped", "delivered"}),
    "refuse_parcel": frozenset({"shipped"}),
    "request_return": frozenset({"delivered", "finished"}),
    "request_exchange": frozenset({"delivered", "finished"}),
    "request_repair": frozenset({"delivered", "finished"}),
    "request_refund": frozenset({"paid", "shipped", "delivered", "finished"}),
    "report_quality": frozenset({"delivered", "finished"}),
    "report_damage": frozenset({"delivered", "finished"}),
    "report_missing": frozenset({"delivered", "finished"}),
    "report_wrong_item": frozenset({"delivered", "finished"}),
    "ask_return_policy": frozenset({"shipped", "delivered", "finished"}),
    "request_invoice": frozenset({"paid", "shipped", "delivered", "finished"}),
    "ask_price_protection": frozenset({"paid", "shipped", "delivered", "finished"}),
    "order_cancelled_by_system": frozenset({"cancelled"}),
}
"""The orders that a question can be about without a word that points at them."""
CHANGES = frozenset({"cancel_order", "change_address", "change_order"})
"""What must not hit another order than the one just shown, even when that one can no longer be changed."""
TAKES_ORDER = frozenset(FITS) | {"ask_order_status", "ask_refund_progress", "ask_invoice_status"}
OWN = frozenset({"order_number", "parcel_number", "product", "line_id", "product_id", "case_number"})
POINTED = re.compile(r"^(?:[这那它](?:[个件单款双条本台])?(?:订单|商品|东西)?|人家)(?:的)?")
POINTS = re.compile(r"[这那它]|刚才|刚刚|上述")
OTHERS = re.compile(r"另|其他|其它|别的|所有|全部|哪些|几个|几单|我的订单|还有没有")
OTHER = re.compile(
    r"^(?:另外?|别的|其他|其它|剩下)(?:的?那?)(?:一|1)?[个件单款双条本台]?(?:订单|商品|东西)?$"
    r"|^还有(?:一|1)[个件单款双条本台]$"
)
THIS = re.compile(r"^(?:这|那|刚才那?|刚刚那?)[个件单款双条本台]?(?:订单|商品)?$")
NOT_THIS = re.compile(
    r"^(?:不是|不要|不对|错了|说错了|搞错了|弄错了|看错了)(?:的是)?(?:这|那)?[个件单款双条本台]?(?:订单)?"
)
ORDERED = re.compile(r"^(?:是)?(?:第.{1,3}|最?[上下前后]面?(?:那|一)?|最后(?:那|一)?)[个件单款双条本台]?$")
NAMED = re.compile(r"^(?:是|换成|说的是|问的是)?(?:那|这)?(?:一|1)?[个件单款双条本台]?.{1,10}$")
ONLY_VARIANT = re.compile(r"^(?:有|要)?(?:的|码|号|那款|那个|有|货|没|吗|么)*$")
ONLY_DAY = re.compile(r"^(?:能|可以|会|行|前|之前|到|送到|能到|送|就?能?到货|上午|下午|晚上)*$")
TASK_ASKED = frozenset({"ask_delivery_time", "track_parcel", "ask_ship_time", "arrange_delivery"})


@dataclass(frozen=True)
class Said:
    """A message as the model read it; `text` is folded, `entities` kind → value."""

    text: str
    intent: str
    confidence: float
    entities: Mapping[str, Any] = field(default_factory=dict)
    spans: Sequence[str] = ()
    """What was written for the entities, as it stands in `text`."""


@dataclass(frozen=True)
class Meant:
    """What it comes to: the intent, and entities that the words leave out."""

    intent: str
    entities: dict[str, Any] = field(default_factory=dict)


def resolve(said: Said, scene: Scene | None, *, is_offered: bool = False) -> Meant | None:
    """What `said` means on this scene, or None when it says everything itself. Pure.

    `is_offered`: the last answer ended with one way on, which 那帮我办吧 takes.
    """
    core = bare(said.text)
    plain = _plain_by_itself(said, core)
    if plain is not None or not scene:
        return plain or _case_step(said, core, {})
    if 0 < len(core) <= LONGEST:
        if is_offered and DO_IT.search(core):
            return Meant("affirm")
        found = (
            _case_step(said, core, scene)
            or _other_goods(said, core, scene)
            or _other_day(said, core, scene)
            or _by_words(core, said, scene)
        )
        if found is not None:
            return found
    return _case_step(said, core, scene) or _with_goods(said, scene)


def bare(text: str) -> str:
    """那…呢 and the like taken off, and the blanks and stops."""
    core = re.sub(r"[\s，,。.？?！!~、;；]+", "", text)
    while (shorter := TAIL.sub("", LEAD.sub("", core))) != core and shorter:
        core = shorter
    return core


def _plain_by_itself(said: Said, core: str) -> Meant | None:
    """What the model is not sure of and the words are: 看看2611…, 蓝牙耳机多少钱."""
    if CLAIM.search(core):
        return Meant("report_quality", {"about": "claim"})
    if PROGRESS.search(core) and len(core) <= LONGEST:
        return Meant("ask_aftersale_progress")
    if said.intent not in UNSURE | PRODUCT_INTENTS:
        return None
    if {"product", "order_number"} & set(said.entities) and not ASKS.search(said.text):
        for intent, pattern in WISHES:
            if pattern.search(said.text):
                return Meant(intent)
    if said.intent not in UNSURE:
        return None
    rest = bare(_without(core, said.spans))
    if "order_number" in said.entities and len(rest) <= FEW:
        return Meant("ask_order_status")
    if "product" in said.entities and rest:
        for pattern, follows in BY_WORDS:
            if pattern.search(re.sub("^的", "", rest)):
                return next((Meant(one.intent) for one in follows if one.about == PRODUCT), None)
    return None


def _case_step(said: Said, core: str, scene: Scene) -> Meant | None:
    """给您退货快递单号, 帮我约上门取件, 同意报价: a step of a case that is open."""
    words = bare(_without(core, said.spans))
    if len(words) > LONGEST:
        return None
    for step, needs_case, pattern in CASE_STEPS:
        if (scene.get("about") == "case" or not needs_case) and pattern.search(words):
            number = {"case_number": scene["case"]} if scene.get("about") == "case" else {}
            return Meant("take_case_step", {"step": step, **number})
    return None


def _other_goods(said: Said, core: str, scene: Scene) -> Meant | None:
    """The same question of other goods: 另一件呢, 第二个, 那双鞋呢, 不是这个是上面那个."""
    denied = NOT_THIS.match(core)
    rest = bare(core[denied.end() :]) if denied else core
    asked = str(scene.get("asked") or "ask_order_status")
    if denied and not rest:
        other = other_goods(scene)
        return Meant(asked, other) if other else None
    if "product" in said.entities and NAMED.match(rest) and (denied or _only_names(said, rest)):
        return _same_of_named(said, scene, asked)
    if {"size", "colour"} & set(said.entities) and ONLY_VARIANT.match(_without(rest, said.spans)):
        return _variant(scene)
    scene = side_by_side(scene, rest)
    items = goods_of(scene)
    if not items:
        return None
    if OTHER.match(rest):
        return Meant(_fitting(asked, scene), other_goods(scene) or {})
    place = said.entities.get("ordinal")
    if place and ORDERED.match(rest):
        chosen = goods_next_to(rest, scene) or other_goods(scene) if denied else goods_at(place, items)
        return Meant(_fitting(asked, scene), chosen) if chosen else None
    if THIS.match(rest) and not denied:
        meant = (
            other_goods(scene)
            if len(items) == 2 and place_of_meant(scene) is not None
            else meant_goods(scene)
        )
        return Meant(_fitting(asked, scene), meant or {})
    return None


def _other_day(said: Said, core: str, scene: Scene) -> Meant | None:
    """那明天呢, of what was asked before."""
    asked = scene.get("asked")
    if "date" not in said.entities or asked not in TASK_ASKED:
        return None
    if not ONLY_DAY.match(_without(core, said.spans)):
        return None
    wanted = "ask_delivery_time" if asked == "track_parcel" else str(asked)
    return Meant(wanted, meant_goods(scene) if wanted in TAKES_ORDER else {})


def _by_words(core: str, said: Said, scene: Scene) -> Meant | None:
    """Words that ask a different thing on each scene: 到了吗, 运费呢, 为什么, 帮我催一下."""
    alone = POINTED.sub("", core) or core
    for pattern, follows in BY_WORDS:
        if not (pattern.search(core) or pattern.search(alone)):
            continue
        for follow in follows:
            if _is_on(follow, scene) and (not follow.if_unsure or said.intent in UNSURE):
                goods = {} if OWN & set(said.entities) else meant_goods(scene)
                kept = goods if follow.takes_goods else {}
                intent = (
                    APPLY[scene["route"]]
                    if follow.after_route and follow.intent == "apply"
                    else follow.intent
                )
                way = {"route": scene["route"]} if follow.after_route and intent == follow.intent else {}
                return Meant(intent, {**kept, **follow.entities, **way})
    return None


def _with_goods(said: Said, scene: Scene) -> Meant | None:
    """A request that is plain, of goods that it does not name: they are those on the table."""
    if OWN & set(said.entities) or OTHERS.search(said.text):
        return None
    if "ordinal" in said.entities:
        takes = PRODUCT_INTENTS if scene.get("about") == "product" else TAKES_ORDER
        chosen = goods_at(said.entities["ordinal"], goods_of(scene)) if said.intent in takes else None
        return Meant(said.intent, chosen) if chosen else None
    points = bool(POINTS.search(said.text))
    if int(scene.get("age") or 0) > FRESH and not points:
        return None
    if said.intent in PRODUCT_INTENTS:
        product = product_of(scene)
        return Meant(said.intent, {"product_id": product}) if product else None
    if said.intent not in TAKES_ORDER or scene.get("about") == "product":
        return None
    order = order_of(scene)
    if order is None:
        return None
    wanted = FITS.get(said.intent)
    just_named = said.intent in CHANGES and not scene.get("age")
    if points or just_named or (wanted is not None and order["status"] in wanted):
        return Meant(said.intent, meant_goods(scene))
    return None


def _is_on(follow: Follow, scene: Scene) -> bool:
    """Whether a follow-up's conditions hold here."""
    order = order_of(scene)
    return (
        (not follow.asked or scene.get("asked") in follow.asked)
        and (not follow.about or scene.get("about") in follow.about)
        and (not follow.status or (order is not None and order["status"] in follow.status))
        and (not follow.after_route or scene.get("route") in APPLY)
        and (not follow.after_refusal or bool(scene.get("refused")))
    )


def _fitting(asked: str, scene: Scene) -> str:
    """The question that was asked, or simply to show it, when it was about something else."""
    if scene.get("about") == "product":
        return asked if asked in PRODUCT_INTENTS else "ask_product_info"
    return asked if asked in TAKES_ORDER else "ask_order_status"


def _same_of_named(said: Said, scene: Scene, asked: str) -> Meant | None:
    """那双鞋呢: goods by name; what was asked is asked of them, first of all of those on the table."""
    name, place = str(said.entities["product"]), place_of_meant(scene)
    there = [
        item
        for number, (item, title) in enumerate(zip(goods_of(scene), titles_of(scene), strict=True))
        if name in title and number != place
    ]
    goods = there[0] if len(there) == 1 else {}
    if scene.get("about") == "product" or asked in PRODUCT_INTENTS:
        wanted = asked if asked in PRODUCT_INTENTS else "ask_product_info"
        return Meant(wanted, goods if scene.get("about") == "product" else {})
    return Meant(asked, goods) if asked in TAKES_ORDER else None


def _variant(scene: Scene) -> Meant | None:
    """XL呢, 黑色有吗: of the product on the table."""
    product = product_of(scene) if scene.get("about") == "product" else None
    if not product:
        return None
    asked = scene.get("asked")
    return Meant("ask_price" if asked == "ask_price" else "ask_stock", {"product_id": product})


def _only_names(said: Said, rest: str) -> bool:
    """Whether nothing is said beside the goods' name."""
    return bool(
        re.match(r"^(?:是)?(?:那|这)?(?:一|1)?[个件单款双条本台]?(?:的)?$", _without(rest, said.spans))
    )


def _without(text: str, spans: Sequence[str]) -> str:
    for span in spans:
        text = text.replace(span, "")
    return text

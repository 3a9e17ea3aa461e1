"""Orders, parcels, products, decisions and cases in the service's own shapes."""

from collections.abc import Sequence
from typing import Any

NOW = "2026-11-22T10:00:00+08:00"


def line(
    id: str, title: str, sku: str, paid_fen: int, quantity: int = 1, product_id: str = "p1001"
) -> dict[str, Any]:
    """An order line."""
    return {
        "id": id,
        "product_id": product_id,
        "title": title,
        "sku": sku,
        "image_url": "/x.svg",
        "unit_price_fen": paid_fen // quantity,
        "quantity": quantity,
        "paid_fen": paid_fen,
        "status_text": "",
        "choices": [],
    }


def order(
    number: str, status: str, text: str, lines: list[dict[str, Any]], parcel: dict[str, Any] | None = None
) -> dict[str, Any]:
    """An order card."""
    return {
        "number": number,
        "status": status,
        "status_text": text,
        "ordered_at": "2026-11-16T21:05:00+08:00",
        "total_fen": sum(one["paid_fen"] for one in lines),
        "lines": lines,
        "parcel": parcel,
        "choices": [],
    }


def parcel(number: str, text: str, expected: str | None = None) -> dict[str, Any]:
    """A parcel with one scan."""
    events = [{"at": "2026-11-21T20:00:00+08:00", "place": "上海", "text": text}]
    return {
        "number": number,
        "carrier": "中通快递",
        "status_text": "运输中",
        "expected_at": expected,
        "events": events,
    }


SHIPPED = order(
    "2611200001234",
    "shipped",
    "运输中",
    [line("1", "云朵纯棉短袖T恤", "白色 L", 12900)],
    parcel("78012345600017", "已到达上海转运中心", "2026-11-23T18:00:00+08:00"),
)
DELIVERED = order(
    "2611160001207",
    "delivered",
    "已签收",
    [
        line("1", "云朵纯棉短袖T恤", "雾蓝 XL", 25800, 2),
        line("2", "静享 Air 蓝牙耳机", "石墨", 29900, product_id="p2003"),
    ],
    parcel("SF1020304050607", "已签收，签收人：本人"),
)
PAID = order(
    "2611210001298", "paid", "待发货", [line("1", "《慢慢来的厨房》", "平装", 5900, product_id="p6001")]
)
SHOES = order(
    "2611190003305",
    "shipped",
    "运输中",
    [line("1", "轻跑网面运动鞋", "黑色 42", 26900, product_id="p1202")],
    parcel("YT900000012345", "已从杭州发出", "2026-11-24T18:00:00+08:00"),
)
FRESH = order(
    "2611210004408",
    "delivered",
    "已签收",
    [line("1", "丹东九九红颜草莓", "2 斤装", 6800, product_id="p4001")],
    parcel("SF1020304050777", "已签收，签收人：本人"),
)
KETTLE = order(
    "2610050005519",
    "finished",
    "已完成",
    [line("1", "青山恒温电热水壶", "1.5L", 15900, product_id="p3001")],
)
UNPAID = order(
    "2611220006621", "unpaid", "待付款", [line("1", "轻跑网面运动鞋", "白色 41", 26900, product_id="p1202")]
)
CANCELLED = order(
    "2611010007732", "cancelled", "已取消", [line("1", "青山恒温电热水壶", "1.5L", 15900, product_id="p3001")]
)
ORDERS = {
    "shipped": SHIPPED,
    "delivered": DELIVERED,
    "paid": PAID,
    "shoes": SHOES,
    "fresh": FRESH,
    "kettle": KETTLE,
    "unpaid": UNPAID,
    "cancelled": CANCELLED,
}


def product(
    id: str, title: str, price_fen: int, skus: list[str], facts: dict[str, str], **more: Any
) -> dict[str, Any]:
    """A product with its data sheet."""
    return {
        "id": id,
        "title": title,
        "image_url": "/x.svg",
        "price_fen": price_fen,
        "stock_text": "有货",
        "skus": skus,
        "choices": [],
        "description": "",
        "warranty_months": None,
        "no_reason_days": None,
        "category": "clothing",
        "category_text": "服装",
        "facts": facts,
        **more,
    }


PRODUCT = product(
    "p1001",
    "云朵纯棉短袖T恤",
    12900,
    ["白色 L", "雾蓝 XL"],
    {"材质": "100% 新疆棉", "尺码": "合身版型，M 适合 160–168 cm", "洗涤": "30 ℃ 以下机洗"},
)
PRODUCTS = [
    PRODUCT,
    product(
        "p1202",
        "轻跑网面运动鞋",
        26900,
        ["黑色 42", "白色 41"],
        {"材质": "透气网面", "尺码": "正码，脚宽选大一码", "清洗": "软毛刷手洗"},
        category="shoes_bags",
    ),
    product(
        "p2003",
        "静享 Air 蓝牙耳机",
        29900,
        ["石墨", "云白"],
        {"续航": "30 小时", "防水": "IPX4", "保修": "一年"},
        category="small_electronics",
        warranty_months=12,
    ),
]
"""What the small shop sells; a search takes the products whose words stand in the question."""
SEARCHED = {"p1001": ("T恤", "短袖", "衣服"), "p1202": ("鞋",), "p2003": ("耳机",)}
ROUTES = ("no_reason_return", "quality_return", "exchange", "repair", "refund_only", "compensation")


def route(
    name: str,
    is_open: bool | None,
    *,
    missing: tuple[str, ...] = (),
    evidence: tuple[str, ...] = (),
    refund: int | None = None,
) -> dict[str, Any]:
    """One route of a decision."""
    return {
        "route": name,
        "open": is_open,
        "reason": "within_window" if is_open else "window_closed",
        "rule": {"id": "x", "law": "消费者权益保护法", "article": "25", "mark": "V"},
        "deadline": "2026-11-27T00:00:00+08:00" if is_open else None,
        "deadline_provisional": False,
        "freight_payer": None
        if is_open is False
        else "seller"
        if name in {"quality_return", "repair"}
        else "insurance",
        "refund_fen": refund,
        "amount_due_fen": 0,
        "refund_due_days": 7,
        "evidence": list(evidence),
        "missing_facts": list(missing),
        "explain": f"{name} 的理由。依据消费者权益保护法第二十五条。",
    }


def field(name: str, title: str, *options: tuple[str, str]) -> dict[str, Any]:
    """One thing that a step asks for."""
    return {
        "name": name,
        "title": title,
        "kind": "choice" if options else "text",
        "required": True,
        "options": [{"value": value, "title": said} for value, said in options],
        "least_fen": None,
        "most_fen": None,
        "value": None,
    }


CARRIERS = (("sf", "顺丰速运"), ("zto", "中通快递"), ("yto", "圆通速递"), ("other", "其他快递"))
SLOTS = (
    ("2026-11-23/morning", "11月23日 上午 09:00–12:00"),
    ("2026-11-23/afternoon", "11月23日 下午 13:00–18:00"),
    ("2026-11-24/morning", "11月24日 上午 09:00–12:00"),
)
STEPS: dict[str, tuple[str, bool, list[dict[str, Any]]]] = {
    "give_parcel": (
        "填快递单号",
        True,
        [field("carrier", "快递公司", *CARRIERS), field("parcel_number", "快递单号")],
    ),
    "book_pickup": ("约上门取件", False, [field("slot", "上门时间", *SLOTS)]),
    "accept_quote": ("同意报价，请维修", True, []),
    "decline_quote": ("不修了，寄回给我", False, []),
    "accept_offer": ("同意这个金额", True, []),
    "decline_offer": ("不同意", False, []),
    "wait_for_stock": ("等到货", False, []),
    "choose_variant": ("换别的款式", True, [field("sku", "款式", ("石墨", "石墨"), ("云白", "云白"))]),
    "choose_refund": ("直接退款", False, []),
    "confirm_receipt": ("收到了", True, []),
    "add_details": ("补充说明", True, [field("description", "说明")]),
    "cancel": ("撤销申请", False, []),
}


def case(
    order_number: str,
    route_name: str,
    status: str = "approved",
    *,
    number: str = "AS-26112200003",
    steps: Sequence[str] = ("give_parcel", "book_pickup", "cancel"),
) -> dict[str, Any]:
    """An after-sales case with the steps that are its shopper's now."""
    return {
        "timeline_text": "11月20日 申请通过了\n下一步：请在 7 天内寄到：杭州市示例区 1 号。",
        "possible_steps": [
            {"step": name, "title": STEPS[name][0], "primary": STEPS[name][1], "asks": STEPS[name][2]}
            for name in steps
        ],
        "number": number,
        "status": status,
        "status_text": "已通过",
        "order_number": order_number,
        "line": DELIVERED["lines"][0],
        "wish": "return",
        "route": route_name,
        "route_text": "七天无理由退货",
        "reason": "no_reason",
        "reason_text": "不喜欢",
        "description": "",
        "photos": [],
        "quantity": 1,
        "refund_fen": 12900,
        "opened_at": NOW,
        "decided_at": NOW,
        "events": [],
        "ticket_number": None,
        "next_step_text": "请在 7 天内寄到：杭州市示例区 1 号。",
        "return_address": {"receiver": "仓库", "phone": "139", "address": "杭州市示例区 1 号"},
    }


def default_routes(body: dict[str, Any]) -> list[dict[str, Any]]:
    """No-reason return needs to know the tags; quality ways are open for quality reasons."""
    if body["order_number"] == FRESH["number"]:
        return fresh_routes(body)
    if body["order_number"] in {SHIPPED["number"], SHOES["number"], PAID["number"]}:
        return [route(name, name == "refund_only", refund=26900) for name in ROUTES]
    tags = body["condition"].get("tags_removed")
    is_fault = body["reason"] != "no_reason"
    no_reason = (
        route("no_reason_return", None, missing=("condition.tags_removed",), refund=12900)
        if tags is None
        else route("no_reason_return", not tags, refund=12900)
    )
    evidence = ("photo", "description")
    return [
        no_reason,
        route("quality_return", is_fault, evidence=evidence, refund=12900),
        route(
            "exchange",
            True if is_fault else no_reason["open"],
            evidence=evidence if is_fault else (),
            missing=tuple(no_reason["missing_facts"]),
        ),
        route("repair", is_fault, evidence=evidence),
        route("refund_only", False),
        route("compensation", False),
    ]


def fresh_routes(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Strawberries: no return without a reason, never a repair; money alone for what came bad or short."""
    reason = body["reason"]
    is_fault = reason != "no_reason"
    return [
        route("no_reason_return", False),
        route("quality_return", is_fault, evidence=("photo", "description"), refund=6800),
        route("exchange", is_fault, evidence=("photo", "description")),
        route("repair", False),
        route(
            "refund_only", reason in {"missing_part", "arrived_damaged"}, evidence=("photo", "description")
        ),
        route("compensation", False),
    ]


DECISIONS = {
    "all_closed": lambda body: [route(name, False) for name in ROUTES],
    "only_exchange": lambda body: [route(name, name == "exchange", refund=0) for name in ROUTES],
    "only_repair": lambda body: [route(name, name == "repair") for name in ROUTES],
    "only_refund": lambda body: [route(name, name == "refund_only", refund=5900) for name in ROUTES],
}
"""Shops that decide in one way whatever is asked, by name."""

"""How orders, parcels and products look in messages and answers (docs/protocol.md): JSON values."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from typing_extensions import TypedDict

from ticketing.shop.values import Order, OrderLine, Parcel, Product

SHANGHAI = ZoneInfo("Asia/Shanghai")
STATUS_TEXTS = {
    "unpaid": "待付款",
    "paid": "待发货",
    "shipped": "运输中",
    "delivered": "已签收",
    "finished": "交易完成",
    "cancelled": "已取消",
}
CATEGORY_TEXTS = {
    "mobile_phone": "手机",
    "computer": "电脑",
    "home_appliance": "大家电",
    "small_electronics": "数码小电器",
    "clothing": "服装",
    "shoes_bags": "鞋包",
    "food_packaged": "包装食品",
    "food_fresh": "生鲜",
    "cosmetics": "美妆护肤",
    "medical": "医疗器械",
    "books": "图书",
    "newspaper": "报刊",
    "audio_video": "音像",
    "software": "软件",
    "virtual": "虚拟商品",
    "furniture": "家具",
    "toys": "玩具",
    "home_textile": "家纺",
    "jewellery": "珠宝首饰",
    "custom_made": "定制商品",
    "household": "家居日用",
    "baby": "母婴",
    "sports": "运动户外",
    "auto_parts": "汽车用品",
}
FEW_LEFT = 10


class ParcelEventCard(TypedDict):
    """One scan."""

    at: str
    place: str
    text: str


class ParcelCard(TypedDict):
    """A parcel, newest event first."""

    number: str
    carrier: str
    status_text: str
    expected_at: str | None
    events: list[ParcelEventCard]


class LineCard(TypedDict):
    """An order line."""

    id: str
    product_id: str
    title: str
    sku: str
    image_url: str
    unit_price_fen: int
    quantity: int
    paid_fen: int
    status_text: str
    choices: list[dict[str, Any]]


class OrderCard(TypedDict):
    """An order with its lines and its parcel."""

    number: str
    status: str
    status_text: str
    ordered_at: str
    total_fen: int
    lines: list[LineCard]
    parcel: ParcelCard | None
    choices: list[dict[str, Any]]


class ProductCard(TypedDict):
    """A product as a tile shows it."""

    id: str
    title: str
    image_url: str
    price_fen: int
    stock_text: str
    skus: list[str]
    choices: list[dict[str, Any]]


def iso(at: datetime) -> str:
    """A moment as messages carry it: ISO 8601 on the shop's own clock."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")


def iso_or_none(at: datetime | None) -> str | None:
    """The same for what may not have happened."""
    return iso(at) if at else None


def order_card(order: Order) -> OrderCard:
    """An order in the protocol's shape; its choices are for the speaker to fill."""
    return {
        "number": order.number,
        "status": order.status,
        "status_text": STATUS_TEXTS[order.status],
        "ordered_at": iso(order.ordered_at),
        "total_fen": order.total_fen,
        "lines": [line_card(order, line) for line in order.lines],
        "parcel": parcel_card(order.parcel) if order.parcel else None,
        "choices": [],
    }


def line_card(order: Order, line: OrderLine) -> LineCard:
    """A line in the protocol's shape."""
    return {
        "id": line.id,
        "product_id": line.product_id,
        "title": line.title,
        "sku": line.sku,
        "image_url": line.image_url,
        "unit_price_fen": line.unit_price_fen,
        "quantity": line.quantity,
        "paid_fen": line.paid_fen,
        "status_text": _line_status(order, line),
        "choices": [],
    }


def parcel_card(parcel: Parcel) -> ParcelCard:
    """A parcel in the protocol's shape."""
    return {
        "number": parcel.number,
        "carrier": parcel.carrier,
        "status_text": _parcel_status(parcel),
        "expected_at": iso_or_none(parcel.expected_at),
        "events": [
            {"at": iso(event.at), "place": event.place, "text": event.text} for event in parcel.events
        ],
    }


def product_card(product: Product) -> ProductCard:
    """A product in the protocol's shape."""
    return {
        "id": product.id,
        "title": product.title,
        "image_url": product.image_url,
        "price_fen": product.price_fen,
        "stock_text": stock_text(product),
        "skus": list(product.skus),
        "choices": [],
    }


def stock_text(product: Product) -> str:
    """有货, 仅剩 3 件, or when it comes back."""
    if product.stock > FEW_LEFT:
        return "有货"
    if product.stock > 0:
        return f"仅剩 {product.stock} 件"
    if product.restock_at is None:
        return "暂时缺货"
    day = product.restock_at.astimezone(SHANGHAI)
    return f"缺货，预计 {day.month}月{day.day}日 到货"


def _line_status(order: Order, line: OrderLine) -> str:
    if line.returned_quantity == line.quantity:
        return "已退款"
    if line.returned_quantity:
        return f"已退 {line.returned_quantity} 件"
    return STATUS_TEXTS[order.status]


def _parcel_status(parcel: Parcel) -> str:
    if not parcel.events:
        return "待揽收"
    newest = parcel.events[0].text
    if "签收" in newest and "未" not in newest:
        return "已签收"
    if "派送" in newest or "派件" in newest:
        return "派送中"
    return "已揽收" if len(parcel.events) == 1 else "运输中"

"""The goods on the table of a talk: which stand side by side, which is meant, which is the other one.

A scene is what actions/scene.py keeps; goods are named by the entities that an action would get.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

Scene = Mapping[str, Any]
Goods = dict[str, Any]
ORDER_WORD = re.compile(r"单|笔")


def goods_of(scene: Scene) -> list[Goods]:
    """What stands side by side on the table, as the entities that name it."""
    if scene.get("about") == "product":
        return [{"product_id": one[0]} for one in scene.get("products") or []]
    orders = scene.get("orders") or []
    if len(orders) == 1:
        return [{"order_number": orders[0]["number"], "line_id": one[0]} for one in orders[0]["lines"]]
    return [{"order_number": one["number"]} for one in orders]


def titles_of(scene: Scene) -> list[str]:
    """The names of the items, in their order."""
    if scene.get("about") == "product":
        return [one[1] for one in scene.get("products") or []]
    orders = scene.get("orders") or []
    if len(orders) == 1:
        return [one[2] for one in orders[0]["lines"]]
    return [" ".join(line[2] for line in one["lines"]) for one in orders]


def meant_goods(scene: Scene) -> Goods:
    """The goods being talked about."""
    if scene.get("about") == "product":
        return {"product_id": scene["product"]} if scene.get("product") else {}
    if scene.get("about") == "case":
        return {"case_number": scene["case"]}
    if not scene.get("order"):
        return {}
    line = {"line_id": scene["line"]} if scene.get("line") else {}
    return {"order_number": scene["order"], **line}


def place_of_meant(scene: Scene) -> int | None:
    """Which of the items is being talked about."""
    current = meant_goods(scene)
    return next(
        (place for place, item in enumerate(goods_of(scene)) if current and item.items() <= current.items()),
        None,
    )


def other_goods(scene: Scene) -> Goods | None:
    """The one that is not being talked about, when there is just one."""
    items, place = goods_of(scene), place_of_meant(scene)
    rest = [item for number, item in enumerate(items) if number != place]
    return rest[0] if place is not None and len(rest) == 1 else None


def goods_at(place: Any, items: Sequence[Goods]) -> Goods | None:
    """By place, 1 first, -1 last; None when there are not so many."""
    index = len(items) - 1 if place == -1 else int(place) - 1
    return items[index] if 0 <= index < len(items) else None


def goods_next_to(rest: str, scene: Scene) -> Goods | None:
    """上面那个 of a correction: next to the one that was taken."""
    items, place = goods_of(scene), place_of_meant(scene)
    up = bool(re.search(r"上|前", rest))
    if place is None or re.search(r"第|最", rest):
        return goods_at(1 if up else -1, items)
    return goods_at(place if up else place + 2, items) if not (up and place == 0) else None


def side_by_side(scene: Scene, words: str) -> Scene:
    """另一件 of an order with several goods is another line of it, 另一单 another order."""
    order = order_of(scene)
    if scene.get("about") != "order" or ORDER_WORD.search(words) or order is None:
        return scene
    if scene.get("line") and len(order["lines"]) > 1:
        return {**scene, "orders": [order]}
    return scene


def order_of(scene: Scene) -> Scene | None:
    """The order being talked about, with its status and lines."""
    number = scene.get("order")
    return next((one for one in scene.get("orders") or [] if one["number"] == number), None)


def product_of(scene: Scene) -> str | None:
    """The product on the table, or that of the order line."""
    if scene.get("about") == "product":
        return scene.get("product")
    order = order_of(scene)
    lines = [line for line in (order or {}).get("lines", []) if line[0] == scene.get("line")]
    return lines[0][1] or None if lines else None

"""Entity cases of our own, generated glued, spaced and full width, with exact spans in the raw text."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.components.normaliser import normalise
from bot.understanding import Understanding

SEED = 7
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
FRAMES = (
    "{}",
    "订单{}怎么还没发",
    "我的{}",
    "查一下 {} 谢谢",
    "{}到哪了",
    "帮我看看{}这个",
    "就是{}，麻烦了",
    "亲{}呢",
    "号码:{}。",
)
PARCEL_FRAMES = ("快递{}怎么不动", "{}到哪了", "运单号{}", "单号 {} 查一下", "顺丰{}没更新", "物流{}异常吗")
WORDS = (
    ("amount", "退了{}给我", ("30元", "129块", "¥59.9", "三百块", "5块5", "两百五十元", "12.50元", "十块钱")),
    (
        "date",
        "{}下的单",
        (
            "前天",
            "昨天",
            "下周三",
            "双十一",
            "11月3号",
            "2026-11-03",
            "上周五",
            "大后天",
            "三天前",
            "12月1日",
        ),
    ),
    ("quantity", "买了{}", ("两件", "3个", "5箱", "十二瓶", "4双", "2盒", "六包")),
    ("size", "换成{}", ("XL", "m码", "42码", "均码", "xxl", "大一码", "175/92A", "2XL")),
    ("colour", "要{}的", ("黑色", "雾蓝", "月光白", "深蓝色", "卡其", "藏青", "浅灰色")),
    (
        "product",
        "这个{}呢",
        ("T恤", "蓝牙耳机", "洗衣机", "跑鞋", "充电宝", "连衣裙", "口红", "行车记录仪", "四件套"),
    ),
    (
        "fault",
        "用了两次就{}",
        ("不制冷", "开不了机", "漏水", "掉色", "充不进电", "开胶", "黑屏", "没声音", "打不着火"),
    ),
    ("place", "寄到{}要多久", ("杭州", "乌鲁木齐", "浙江省杭州市", "西藏", "广东省深圳市南山区")),
)


@dataclass(frozen=True)
class Case:
    """In `text` a thing of this `kind` stands at `start` to `end`."""

    text: str
    kind: str
    start: int
    end: int


def cases(count: int = 400) -> Iterator[Case]:
    """Generated number cases, and the listed word cases."""
    dice = random.Random(SEED)
    for _ in range(count):
        yield _number_case(dice)
    for kind, frame, words in WORDS:
        for word in words:
            text = frame.format(word)
            start = text.index(word)
            yield Case(text, kind, start, start + len(word))


def _number_case(dice: random.Random) -> Case:
    kind = dice.choice(("order_number", "order_number", "parcel_number", "phone"))
    if kind == "order_number":
        digits = f"26{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}" + _digits(dice, dice.randint(7, 12))
    elif kind == "parcel_number":
        digits = dice.choice(("SF", "JT", "YT", "JD", "78", "78")) + _digits(dice, 13)
    else:
        digits = "1" + dice.choice("3578") + _digits(dice, 9)
    style = dice.choice(("plain", "plain", "wide", "spaced"))
    if style == "wide":
        digits = digits.translate(WIDE)
    elif style == "spaced" and digits.isdigit():
        size = 4 if kind != "phone" else 3
        digits = digits[:size] + " " + digits[size : size + 4] + " " + digits[size + 4 :]
    frame = dice.choice(PARCEL_FRAMES if kind == "parcel_number" else FRAMES)
    text = frame.format(digits)
    start = text.index(digits)
    return Case(text, kind, start, start + len(digits))


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(count))


def score(reader: Understanding) -> dict[str, tuple[int, int]]:
    """Kind to (exactly found, cases)."""
    found: dict[str, list[bool]] = {}
    for case in cases():
        entities = reader.entities(normalise(case.text))
        exact = any(
            (e["entity"], e["start"], e["end"]) == (case.kind, case.start, case.end) for e in entities
        )
        found.setdefault(case.kind, []).append(exact)
    return {kind: (sum(hits), len(hits)) for kind, hits in found.items()}


def misses(reader: Understanding) -> list[tuple[Case, list[tuple[str, str]]]]:
    """The cases that were not found exactly, with what was found instead."""
    wrong = []
    for case in cases():
        entities = reader.entities(normalise(case.text))
        if not any(
            (e["entity"], e["start"], e["end"]) == (case.kind, case.start, case.end) for e in entities
        ):
            wrong.append((case, [(e["entity"], e["text"]) for e in entities]))
    return wrong

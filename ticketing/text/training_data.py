"""What the classifier learns from: the project's own labelled feedback, and its intent sentences."""

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2] / "nlu_data"
SENTENCES_PER_CATEGORY = 400
"""They teach nothing about long complaints, but tickets often begin with a message as plain. Of real ones
60 % were filed rightly with 40 sentences, 70 % with 150, 76 % with 400, and complaints as before."""
ANNOTATION = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\{[^}]*\})")

CATEGORY_OF_INTENT = {
    "商品咨询/属性规格": "ask_product_info ask_product_compare ask_size",
    "商品咨询/使用方法": "ask_product_usage",
    "商品咨询/价格优惠": "ask_price ask_promotion ask_gift",
    "商品咨询/库存": "ask_stock",
    "商品咨询/真伪效期": "ask_authenticity ask_shelf_life",
    "订单/修改": "change_order change_address add_order_note",
    "订单/取消": "cancel_order",
    "订单/异常": "order_cancelled_by_system place_order_help",
    "支付发票/支付异常": "report_payment_problem",
    "支付发票/价保": "ask_price_protection",
    "支付发票/发票": "request_invoice change_invoice ask_invoice_status",
    "支付发票/余额卡券": "ask_coupon ask_balance",
    "物流/未发货": "ask_ship_time",
    "物流/在途延误": "track_parcel",
    "物流/配送服务": "arrange_delivery contact_courier ask_delivery_time",
    "物流/运费": "ask_shipping_fee",
    "物流/未收到": "report_not_received",
    "物流/破损丢失": "report_damage",
    "退换退款/退货": "request_return",
    "退换退款/换货": "request_exchange",
    "退换退款/仅退款": "request_refund",
    "退换退款/退款未到账": "ask_refund_progress",
    "退换退款/退货运费": "ask_return_shipping",
    "退换退款/进度": "ask_aftersale_progress",
    "维修保修/报修": "request_repair",
    "维修保修/保修政策": "ask_warranty",
    "维修保修/安装": "ask_installation",
    "商品质量/少发错发": "report_missing report_wrong_item",
    "账户会员/会员积分": "ask_membership ask_points",
    "账户会员/登录安全": "account_help",
    "建议表扬/建议": "suggest",
    "建议表扬/表扬": "praise",
}


@dataclass(frozen=True)
class Example:
    """A labelled text; an intent sentence has a category and no other facet."""

    text: str
    category: str
    kind: str | None = None
    sentiment: int | None = None
    urgency: str | None = None
    spans: tuple[tuple[int, int, str], ...] = ()
    """Where it speaks of which side of the purchase: start, end, aspect."""

    @property
    def aspects(self) -> frozenset[str]:
        """The sides that it speaks of."""
        return frozenset(aspect for _, _, aspect in self.spans)

    def label(self, facet: str) -> str | None:
        """The label of a facet as the classifier writes it."""
        value = getattr(self, facet)
        return None if value is None else str(value)


def feedback(root: Path = ROOT) -> list[Example]:
    """Every labelled feedback text, in the order of the files."""
    lines = [
        json.loads(line)
        for file in sorted((root / "feedback").glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [
        Example(
            line["text"],
            "/".join(line["category"]),
            line["kind"],
            line["sentiment"],
            line["urgency"],
            tuple(_span(line["text"], aspect) for aspect in line["aspects"]),
        )
        for line in lines
    ]


def _span(text: str, aspect: dict[str, str]) -> tuple[int, int, str]:
    start = text.index(aspect["span"])
    return start, start + len(aspect["span"]), aspect["aspect"]


def intent_sentences(root: Path = ROOT) -> list[Example]:
    """Sentences of intents that mean one category, an even choice of each."""
    of_intent = {
        intent: category for category, intents in CATEGORY_OF_INTENT.items() for intent in intents.split()
    }
    by_category: dict[str, list[str]] = {}
    for file in sorted(root.glob("*.yml")):
        for block in (yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) or {}).get("nlu", []):
            category = of_intent.get(block.get("intent", ""))
            if category:
                by_category.setdefault(category, []).extend(_sentences(block["examples"]))
    return [
        Example(text, category)
        for category, texts in sorted(by_category.items())
        for text in texts[:: max(1, len(texts) // SENTENCES_PER_CATEGORY)][:SENTENCES_PER_CATEGORY]
    ]


def _sentences(examples: str) -> list[str]:
    lines = (ANNOTATION.sub(r"\1", line.strip().removeprefix("-").strip()) for line in examples.splitlines())
    return [line for line in lines if line]


def fingerprint(examples: list[Example]) -> str:
    """Names what was learnt: twelve signs that change with any text or label."""
    return hashlib.sha256(
        repr([(e.text, e.category, e.kind, e.sentiment, e.urgency, e.spans) for e in examples]).encode()
    ).hexdigest()[:12]

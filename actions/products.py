"""Products: what their data sheets say, and what they do not."""

import json
from typing import Any

from actions.finding import Product, find_products, remember_product
from actions.policies import answer_from_policies
from actions.talk import TO_A_PERSON, Events, ShopAction, Talk, choice
from actions.wording import money

FACTS_SHOWN = 6
TOPICS: dict[str, tuple[tuple[str, ...], str]] = {
    "ask_product_info": ((), ""),
    "ask_product_usage": (("用法", "使用", "保养", "清洗", "适用", "食用", "步骤", "安装"), "使用 保养"),
    "ask_size": (("尺码", "尺寸", "身高", "体重", "码"), "尺码"),
    "ask_authenticity": (("品牌", "产地", "授权", "许可", "备案", "认证"), "正品保障"),
    "ask_shelf_life": (("保质期", "生产日期", "有效期", "储存", "保存"), "保质期 生鲜"),
    "ask_packaging": (("包装", "清单", "配件", "净含量", "规格"), "包装"),
    "ask_gift": (("赠品", "赠送"), "赠品"),
    "ask_promotion": (("活动", "满减", "优惠"), "活动 满减 预售"),
}
"""For each question the names of the facts that answer it, and where else to look."""


def relevant_facts(product: Product, names: tuple[str, ...], text: str) -> dict[str, str]:
    """The facts that a question is about: by the topic's names, and by names that the shopper wrote."""
    facts: dict[str, str] = product["facts"]
    asked = {
        name: value for name, value in facts.items() if name in text or any(part in name for part in names)
    }
    return asked if asked or names else facts


def show_products(talk: Talk, products: list[Product], intent: str, title: str) -> None:
    """Cards with one button that asks the same for the one that is meant."""
    for product in products:
        payload = f"/{intent}{json.dumps({'product_id': product['id']})}"
        product["choices"] = [choice(title, payload, primary=True)]
    talk.show("product_card", products=[_card(product) for product in products])


class ProductQuestion(ShopAction):
    """A question that a data sheet answers: the facts; else the policies; else a person."""

    async def answer(self, talk: Talk) -> Events:
        names, policy = TOPICS[self.intent]
        products = await find_products(talk)
        if not products:
            if policy:
                await answer_from_policies(talk, policy, or_say="utter_which_product")
            else:
                talk.say("utter_which_product")
            return []
        if len(products) > 1 and not talk.entity("product_id"):
            talk.say("utter_which_of_these")
            show_products(talk, products, self.intent, "就是这件")
            return []
        product = products[0]
        facts = list(relevant_facts(product, names, talk.text).items())[:FACTS_SHOWN]
        if facts:
            lines = "\n".join(f"· {name}：{value}" for name, value in facts)
            talk.say("utter_product_facts", title=product["title"], facts=lines)
        elif policy and await answer_from_policies(talk, policy, or_say="utter_fact_unknown"):
            pass
        elif not policy:
            talk.say("utter_fact_unknown", title=product["title"], buttons=[TO_A_PERSON])
        talk.show("product_card", products=[_card(product)])
        return remember_product(product)


class AskProductInfo(ProductQuestion):
    intent = "ask_product_info"


class AskProductUsage(ProductQuestion):
    intent = "ask_product_usage"


class AskSize(ProductQuestion):
    intent = "ask_size"


class AskAuthenticity(ProductQuestion):
    intent = "ask_authenticity"


class AskShelfLife(ProductQuestion):
    intent = "ask_shelf_life"


class AskPackaging(ProductQuestion):
    intent = "ask_packaging"


class AskGift(ProductQuestion):
    intent = "ask_gift"


class AskPromotion(ProductQuestion):
    intent = "ask_promotion"


class AskPrice(ShopAction):
    """Today's price."""

    intent = "ask_price"

    async def answer(self, talk: Talk) -> Events:
        products = await find_products(talk)
        if not products:
            talk.say("utter_which_product")
            return []
        for product in products:
            talk.say("utter_price", title=product["title"], price=money(product["price_fen"]))
        talk.show("product_card", products=[_card(product) for product in products])
        return remember_product(products[0]) if len(products) == 1 else []


class AskStock(ShopAction):
    """Whether it can be bought now, or when it comes back."""

    intent = "ask_stock"

    async def answer(self, talk: Talk) -> Events:
        products = await find_products(talk)
        if not products:
            talk.say("utter_which_product")
            return []
        for product in products:
            talk.say("utter_stock", title=product["title"], stock=product["stock_text"])
        talk.show("product_card", products=[_card(product) for product in products])
        return remember_product(products[0]) if len(products) == 1 else []


class AskRecommendation(ShopAction):
    """What the shop has of the kind that was named."""

    intent = "ask_recommendation"

    async def answer(self, talk: Talk) -> Events:
        products = (await talk.service.get("/products", q=talk.text, limit=3))["items"] if talk.text else []
        if not products:
            talk.say("utter_nothing_found", buttons=[TO_A_PERSON])
            return []
        talk.say("utter_found_products")
        show_products(talk, products, "ask_product_info", "了解一下")
        return []


class AskProductCompare(ShopAction):
    """The facts in which the products differ."""

    intent = "ask_product_compare"

    async def answer(self, talk: Talk) -> Events:
        products = (await talk.service.get("/products", q=talk.text, limit=2))["items"] if talk.text else []
        if len(products) < 2:
            talk.say("utter_compare_which", buttons=[TO_A_PERSON])
            return []
        talk.say("utter_compared", lines=differences(*products[:2]))
        show_products(talk, products[:2], "ask_product_info", "看这款")
        return []


def differences(one: Product, other: Product) -> str:
    """Price and the facts that both have and that differ, a line each."""
    lines = [f"· 价格：{money(one['price_fen'])} / {money(other['price_fen'])}"]
    for name, value in one["facts"].items():
        if name in other["facts"] and other["facts"][name] != value:
            lines.append(f"· {name}：{value} / {other['facts'][name]}")
    return f"{one['title']} / {other['title']}\n" + "\n".join(lines[:FACTS_SHOWN])


def _card(product: Product) -> dict[str, Any]:
    names = ("id", "title", "image_url", "price_fen", "stock_text", "skus", "choices")
    return {name: product[name] for name in names}

"""Questions about products, answered from the product's own data sheet."""

import re
from typing import Any

import rjieba

from actions.answering import Answer, Events, marked
from actions.formats import yuan
from actions.policies import look_up, say_article
from actions.turn import Turn, choice, person_choice

Product = dict[str, Any]
WANTED: dict[str, tuple[str, ...]] = {
    "ask_size": ("尺码", "尺寸", "容量", "规格"),
    "ask_shelf_life": ("保质期", "保质", "生产日期", "效期", "开封后"),
    "ask_packaging": ("包装清单", "包装"),
    "ask_product_usage": (
        "用法",
        "使用",
        "洗涤",
        "清洗",
        "保养",
        "适用",
        "食用",
        "安装",
        "吃法",
        "储存",
        "注意",
    ),
    "ask_authenticity": ("正品", "授权", "证书", "产地"),
    "ask_gift": ("赠品", "包装清单"),
    "ask_warranty": ("保修", "质保"),
}
"""Names in the data sheet that an intent asks for."""
ASPECTS: dict[str, str] = {
    "材质": r"材质|面料|什么料|纯棉|真皮|含棉|成分|配料",
    "尺码": r"尺码|码|身高|体重|偏大|偏小|多大",
    "洗涤": r"洗|缩水|熨",
    "防水": r"防水|淋雨|下雨|水洗|进水",
    "重量": r"多重|重量|几斤|克",
    "尺寸": r"尺寸|多高|多宽|多长|多大|厘米|公分|放得下",
    "容量": r"容量|几升|多少升|多大|毫升",
    "续航": r"续航|能用多久|用多久|待机",
    "电池": r"电池|毫安|充电|快充|无线充",
    "屏幕": r"屏|分辨率|刷新",
    "接口": r"接口|hdmi|usb|type",
    "处理器": r"处理器|cpu|芯片",
    "系统": r"系统|激活",
    "网络": r"5g|双卡|信号|网络",
    "噪音": r"噪音|声音大|吵|分贝",
    "能效": r"能效|费电|耗电|几级|功率|瓦",
    "保质期": r"保质|过期|新鲜|日期",
    "产地": r"产地|哪里产|哪产的|哪里的",
    "包装清单": r"包装里|清单|配件|送什么|带不带|有没有(?:充电|数据线)",
    "保修": r"保修|质保|坏了",
    "起球": r"起球",
    "厚薄": r"厚|薄|透",
    "降噪": r"降噪",
    "蓝牙": r"蓝牙|连接",
    "适用": r"适合|适用|能不能用|可以用|孕妇|宝宝|敏感",
    "安装": r"安装|怎么装",
    "清洗": r"清洗|怎么洗|怎么擦",
    "用法": r"怎么用|怎么吃|用法|怎么喝",
}
MOST_FACTS = 2


class AnswerProduct(Answer):
    """材质, 尺码, 怎么用, 保质期 …"""

    action_name = "action_answer_product"

    async def respond(self, turn: Turn) -> Events:
        """The fact that is asked for; without it the data sheet's card, the help, or an honest no."""
        product = await find_product(turn)
        if product is not None:
            facts = matching_facts(turn, product)
            choices = [choice("看看推荐", "ask_recommendation"), person_choice("no_answer")]
            if facts:
                turn.products(
                    turn.words("utter_product_fact", title=product["title"], facts="\n".join(facts)),
                    [product],
                )
                return []
            article = await look_up(turn)
            if article:
                say_article(turn, article)
                return []
            known = "、".join(product["facts"])
            turn.products(
                turn.words("utter_product_fact_unknown", title=product["title"], known=known),
                [product],
                choices,
            )
            return [marked("unsure")]
        article = await look_up(turn)
        if article:
            say_article(turn, article)
            return []
        turn.text_message(
            "utter_which_product",
            [choice("我买过的", "ask_order_status"), choice("看看推荐", "ask_recommendation")],
        )
        return []


class ProductPrice(Answer):
    """多少钱, 有没有货."""

    action_name = "action_product_price"

    async def respond(self, turn: Turn) -> Events:
        """Price and stock, which stand on the card too."""
        product = await find_product(turn)
        if product is None:
            turn.text_message(
                "utter_which_product",
                [choice("看看推荐", "ask_recommendation"), choice("有什么活动", "ask_promotion")],
            )
            return []
        name = "utter_product_stock" if turn.intent == "ask_stock" else "utter_product_price"
        wanted = [str(one) for kind in ("size", "colour") for one in turn.all_entities(kind)]
        all_skus = product.get("skus") or []
        fitting = [sku for sku in all_skus if wanted and all(_is_variant(one, sku) for one in wanted)]
        if wanted and len(all_skus) > 1:
            name = "utter_product_variant" if fitting else "utter_product_no_variant"
        skus = "、".join(fitting or all_skus) or "单一规格"
        text = turn.words(
            name,
            title=product["title"],
            price=yuan(product["price_fen"]),
            stock=product["stock_text"],
            skus=skus,
            wanted=" ".join(wanted),
        )
        turn.products(
            text, [product], [choice("优惠券", "ask_coupon"), choice("有什么活动", "ask_promotion")]
        )
        return []


class SuggestProducts(Answer):
    """求推荐, 比较."""

    action_name = "action_suggest_products"

    async def respond(self, turn: Turn) -> Events:
        """Up to three that fit the words."""
        words = turn.text
        found = (await turn.seam.get("products", q=words, limit=3))["items"] if words else []
        if found:
            turn.products(
                turn.words("utter_products_found", count=len(found)), [_askable(one) for one in found]
            )
            return []
        everything = (await turn.seam.get("products", limit=3))["items"]
        name = "utter_no_such_product" if words else "utter_products_popular"
        if everything:
            turn.products(
                turn.words(name), [_askable(one) for one in everything], [person_choice("no_answer")]
            )
        else:
            turn.text_message("utter_which_product", [person_choice("no_answer")])
        return []


async def find_product(turn: Turn) -> Product | None:
    """The product that is meant: of the card, of the talk so far, else by the words."""
    product_id = turn.entity("product_id")
    found = []
    if turn.text and (not product_id or turn.leans_on_talk):
        found = (await turn.seam.get("products", q=turn.text, limit=1))["items"]
    if product_id and not (found and turn.leans_on_talk and _says_title(turn.text, found[0])):
        found = (await turn.seam.get("products", product_id=product_id))["items"]
    if not found:
        return None
    turn.table.put_products(found[:1])
    return dict(found[0])


def _says_title(text: str, product: Product) -> bool:
    """Whether a word of the text stands in the title: then these goods are meant, not those before."""
    return any(len(word) > 1 and word in product["title"] for word in rjieba.cut(text))


def matching_facts(turn: Turn, product: Product) -> list[str]:
    """The lines of the data sheet that answer, at most two."""
    facts: dict[str, str] = product.get("facts") or {}
    text = turn.text.lower()
    names = [name for name, pattern in ASPECTS.items() if re.search(pattern, text)]
    names += WANTED.get(turn.intent, ())
    chosen = [name for name in facts if any(want in name or name in want for want in names) or name in text]
    if turn.intent == "ask_warranty" and not chosen and product.get("warranty_months"):
        return [turn.words("utter_warranty_months", months=product["warranty_months"])]
    if turn.intent == "ask_product_info" and not chosen and not text:
        chosen = list(facts)
    return [f"{name}：{facts[name]}" for name in chosen[:MOST_FACTS]]


def _is_variant(wanted: str, sku: str) -> bool:
    """白色 and L are in 白色 L, XL is not in 雾蓝 XXL; 黑 is in 黑色."""
    if wanted.isascii():
        return wanted.upper() in re.findall(r"[A-Za-z0-9.]+", sku.upper())
    return wanted.rstrip("色") in sku


def _askable(product: Product) -> Product:
    return {**product, "choices": [choice("了解更多", "ask_product_info", product_id=product["id"])]}

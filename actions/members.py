"""What a member has: coupons, points, the level."""

import re

from actions.answering import Answer, Events
from actions.formats import day, yuan
from actions.policies import look_up, say_article
from actions.turn import Turn, choice

RULES = re.compile(
    r"怎么(?:用|领|得|获|兑|算|升|没)|如何|为什么|规则|不能用|用不了|过期|退回|叠加|返现|有效期"
)


def asks_rules(turn: Turn) -> bool:
    """Whether the question is about how it works, not about what one has."""
    return bool(RULES.search(turn.text)) and not turn.is_tap


class Coupons(Answer):
    """优惠券."""

    action_name = "action_coupons"

    async def respond(self, turn: Turn) -> Events:
        """The usable ones with their last day; for a question of rules the article first."""
        if asks_rules(turn) and (article := await look_up(turn)):
            say_article(turn, article, [choice("我的优惠券", "ask_coupon")])
            return []
        coupons = [one for one in (await turn.seam.get("coupons"))["items"] if one["status"] == "usable"]
        if not coupons:
            turn.text_message("utter_no_coupons", [choice("有什么活动", "ask_promotion")])
            return []
        lines = "\n".join(
            f"{one['title']}，满 {yuan(one['threshold_fen'])} 可用，{day(one['valid_until'], turn.now)}前有效"
            for one in coupons
        )
        turn.text_message(
            "utter_coupons", [choice("有什么活动", "ask_promotion")], count=len(coupons), lines=lines
        )
        return []


class Points(Answer):
    """积分."""

    action_name = "action_points"

    async def respond(self, turn: Turn) -> Events:
        """How many, and what they are worth."""
        if asks_rules(turn) and (article := await look_up(turn)):
            say_article(turn, article, [choice("我的积分", "ask_points")])
            return []
        found = await turn.seam.get("points")
        turn.text_message(
            "utter_points",
            [choice("会员权益", "ask_membership")],
            points=found["points"],
            worth=yuan(found.get("worth_fen", 0)),
        )
        return []


class Membership(Answer):
    """会员等级."""

    action_name = "action_membership"

    async def respond(self, turn: Turn) -> Events:
        """The level, its benefits, the way to the next."""
        if asks_rules(turn) and (article := await look_up(turn)):
            say_article(turn, article, [choice("我的等级", "ask_membership")])
            return []
        found = await turn.seam.get("membership")
        benefits = "、".join(found.get("benefits") or []) or "购物积分"
        if found.get("next_level"):
            turn.text_message(
                "utter_membership",
                [choice("我的积分", "ask_points")],
                level=found["level"],
                benefits=benefits,
                next=found["next_level"],
                missing=found["growth_missing"],
            )
        else:
            turn.text_message(
                "utter_membership_top",
                [choice("我的积分", "ask_points")],
                level=found["level"],
                benefits=benefits,
            )
        return []

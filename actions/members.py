"""What a shopper has with the shop: level, points, coupons."""

from actions.policies import answer_from_policies
from actions.talk import Events, ShopAction, Talk
from actions.wording import day, money

MOST_SHOWN = 5


class AskMembership(ShopAction):
    """The level, what it brings, what is missing to the next."""

    intent = "ask_membership"

    async def answer(self, talk: Talk) -> Events:
        if not await _is_signed_in(talk):
            await answer_from_policies(talk, "会员等级 权益")
            return []
        found = await talk.service.get("/membership")
        talk.say("utter_membership", level=found["level"], benefits="、".join(found["benefits"]))
        if found["next_level"]:
            talk.say("utter_next_level", level=found["next_level"], missing=found["growth_missing"])
        return []


class AskPoints(ShopAction):
    """How many points, and what they take off a bill."""

    intent = "ask_points"

    async def answer(self, talk: Talk) -> Events:
        if await _is_signed_in(talk):
            found = await talk.service.get("/points")
            talk.say(
                "utter_points",
                points=found["points"],
                worth=money(found["worth_fen"]),
                rate=found["points_per_yuan"],
            )
        if talk.text:
            await answer_from_policies(talk, "积分", or_say="utter_points_rules_hint")
        return []


class AskCoupon(ShopAction):
    """Which coupons can be used, and why others cannot."""

    intent = "ask_coupon"

    async def answer(self, talk: Talk) -> Events:
        if not await _is_signed_in(talk):
            await answer_from_policies(talk, "优惠券")
            return []
        coupons = (await talk.service.get("/coupons"))["items"]
        usable = [coupon for coupon in coupons if coupon["status"] == "usable"]
        if not usable:
            talk.say("utter_no_coupons")
        else:
            lines = [
                f"· {coupon['title']}：满 {money(coupon['threshold_fen'])} 减 {money(coupon['off_fen'])}，"
                f"{day(coupon['valid_until'], talk.today)}前有效"
                for coupon in usable[:MOST_SHOWN]
            ]
            talk.say("utter_coupons", count=len(usable), coupons="\n".join(lines))
        if talk.text and not usable:
            await answer_from_policies(talk, "优惠券", or_say="utter_coupon_rules_hint")
        return []


async def _is_signed_in(talk: Talk) -> bool:
    context = await talk.service.get("/context")
    return bool(context["customer"]["is_signed_in"])

"""What the shopper reads about a route: the answer, then why and until when, by reason code."""

from datetime import timedelta

from ticketing.rules.business_calendar import Deadline
from ticketing.rules.legal_rules import LegalRule, Mark
from ticketing.rules.routes import Route, RouteDecision

ROUTES = {
    Route.NO_REASON_RETURN: "无理由退货",
    Route.QUALITY_RETURN: "因质量退货退款",
    Route.EXCHANGE: "换货",
    Route.REPAIR: "免费维修",
    Route.REFUND_ONLY: "只退款不退货",
    Route.COMPENSATION: "申请赔偿",
}

# {route} the route's name · {law} its source · {until} the last moment · {asked} what we still need to know.
# Two sentences without their full stops. A refusal gets the way to a person added (PIPL 24).
SENTENCES: dict[str, tuple[str, str]] = {
    # Open
    "within_window": (
        "可以{route}，商品保持完好就行",
        "依据{law}，收到商品七天内可以无理由退，{until}前提出都有效",
    ),
    "within_promise": (
        "可以{route}，商品保持完好就行",
        "本店的承诺比法定的更宽，依据{law}照承诺办，{until}前提出都有效",
    ),
    "not_received_yet": ("可以{route}，现在就能申请", "依据{law}，货还没签收，退货的期限还没开始算"),
    "not_shipped": ("可以直接退款", "依据{law}，商品还没发出，不用寄回任何东西，发货前都可以申请"),
    "not_received": ("可以直接退款", "依据{law}，商品还没签收，包裹拦回或拒收就行，签收前都可以申请"),
    "within_seven_days": (
        "可以{route}，来回运费我们出",
        "依据{law}，收到七天内有质量问题可以退，{until}前都可以申请",
    ),
    "serious_defect": ("可以{route}，来回运费我们出", "依据{law}，问题严重到没法正常用，{until}前都可以申请"),
    "in_guarantee": (
        "可以{route}，来回运费我们出",
        "依据{law}，保证期内的质量问题由我们负责，{until}前都可以申请",
    ),
    "sanbao_return": (
        "可以{route}，来回运费我们出",
        "依据{law}，三包商品七天内出现性能故障可以退，{until}前都可以申请",
    ),
    "sanbao_exchange": (
        "可以{route}，来回运费我们出",
        "依据{law}，三包商品十五天内出现性能故障可以换，{until}前都可以申请",
    ),
    "in_warranty": ("可以{route}，来回运费我们出", "依据{law}，商品还在保修期内，{until}前都可以申请"),
    "repaired_in_vain": ("可以{route}，来回运费我们出", "依据{law}，修过两次还没好，{until}前都可以申请"),
    "part_missing": (
        "可以少件部分退款，不用把商品寄回",
        "依据{law}，少发的部分由客服和您商定金额，不另设期限",
    ),
    "fresh_arrived_damaged": (
        "可以只退款，不用把商品寄回",
        "依据{law}，生鲜到货就坏了由我们负责，金额由客服和您商定，请尽早拍照告诉我们",
    ),
    "fraud_confirmed": (
        "可以{route}，在退款之外另付",
        "依据{law}，已认定有欺诈，按价款三倍、最少五百元赔偿，不另设期限",
    ),
    # Waiting for a fact
    "fact_missing": (
        "能不能{route}，还要先确认一下",
        "请告诉我们{asked}，依据{law}，符合条件的话{until}可以办",
    ),
    # Closed: return without a reason
    "excluded_by_law": (
        "这件商品不支持{route}",
        "依据{law}，定制、生鲜、虚拟商品、报刊，以及拆封的音像和软件不在无理由退货范围里",
    ),
    "excluded_by_nature": (
        "这件商品不支持{route}",
        "依据{law}，这类商品拆封、激活或有瑕疵临期标注后不适合再退，购买时也请您确认过",
    ),
    "seal_broken": ("这次不能{route}了", "依据{law}，一次性密封已经打开，商品不算完好"),
    "activated": ("这次不能{route}了", "依据{law}，商品已经激活，不算完好"),
    "unauthorised_repair": ("这次不能{route}了", "依据{law}，商品自行拆修过，不算完好"),
    "serial_altered": ("这次不能{route}了", "依据{law}，商品的标识或序列号改动过，不算完好"),
    "tags_removed": ("这次不能{route}了", "依据{law}，吊牌或标签已经摘下，商品不算完好"),
    "soiled": ("这次不能{route}了", "依据{law}，商品有污渍，不算完好"),
    "damaged_by_shopper": ("这次不能{route}了", "依据{law}，商品在收到后有损坏，不算完好"),
    "parts_missing": ("这次不能{route}了", "依据{law}，配件或标识不齐，商品不算完好，补齐后可以再申请"),
    "past_window": ("已经过了{route}的时间", "依据{law}，期限是收到商品后七天，到{until}为止"),
    "past_promise": ("已经过了{route}的时间", "本店承诺的期限到{until}为止"),
    # Closed: quality
    "no_fault_reported": ("现在不能{route}", "依据{law}，这要商品有质量问题才行，如果有，请告诉我们具体情况"),
    "not_covered_damaged_by_shopper": ("这次不能{route}", "依据{law}，人为损坏不在质量保证范围里"),
    "not_covered_unauthorised_repair": ("这次不能{route}", "依据{law}，自行拆修过的商品不在质量保证范围里"),
    "not_covered_serial_altered": ("这次不能{route}", "依据{law}，序列号改动过的商品不在质量保证范围里"),
    "fault_not_listed": (
        "现在不能{route}",
        "依据{law}，这个故障不在可以直接退货的性能故障里，可以先免费维修",
    ),
    "repair_comes_first": ("现在还不能{route}", "依据{law}，这个故障要先维修，修过两次还没好就可以换"),
    "sanbao_return_over": ("已经过了{route}的时间", "依据{law}，三包退货的期限到{until}为止"),
    "sanbao_exchange_over": ("已经过了{route}的时间", "依据{law}，三包换货的期限到{until}为止"),
    "warranty_over": ("已经过了{route}的时间", "依据{law}，保修期到{until}为止"),
    "guarantee_over": ("已经过了{route}的时间", "依据{law}，质量保证期到{until}为止"),
    "not_serious": (
        "现在不能{route}了",
        "依据{law}，七天的期限到{until}为止，之后要问题严重到没法正常用才能退",
    ),
    "not_repairable": ("这类商品不能{route}", "依据{law}，有质量问题可以看看换货或退货"),
    # Closed: the rest
    "goods_come_back": ("这种情况不能{route}", "依据{law}，商品已经签收，退款要和退货一起办"),
    "late_by_promise_only": ("晚到本身不能{route}", "法律没有为晚到规定这一项，要看本店有没有承诺晚到补偿"),
    "no_fraud_reported": ("这种情况不能{route}", "依据{law}，三倍赔偿只适用于假货或描述不符构成欺诈"),
    "fraud_not_confirmed": ("现在不能{route}", "依据{law}，要认定有欺诈才有三倍赔偿，目前还没有认定"),
    "not_shipped_closed": ("现在不需要{route}", "商品还没发出，直接退款就行"),
    "not_received_closed": ("现在还不能{route}", "商品还没签收，收到后如果有问题再来找我们"),
}

ASKED = {
    "condition.opened": "商品拆封了没有",
    "condition.seal_broken": "一次性密封打开了没有",
    "condition.tags_removed": "吊牌和标签还在不在",
    "condition.activated": "商品激活了没有",
    "condition.soiled": "商品有没有弄脏",
    "condition.damaged_by_shopper": "收到后有没有磕碰损坏",
    "condition.parts_complete": "配件齐不齐",
    "condition.unauthorised_repair": "有没有自行拆修过",
    "condition.serial_altered": "序列号和标识有没有改动",
    "report.fault": "具体是什么故障",
    "report.serious": "问题是不是严重到没法正常用",
    "report.fraud_confirmed": "有没有认定欺诈的证明",
}

DIGITS = "零一二三四五六七八九"
TO_A_PERSON = "，有疑问可以随时转人工"


def explain(decision: RouteDecision, rule: LegalRule) -> str:
    """Two Chinese sentences for the shopper: the answer, then why and until when."""
    answer, why = SENTENCES[decision.reason]
    words = {
        "route": ROUTES[decision.route],
        "law": cite(rule),
        "until": _until(decision.deadline),
        "asked": "、".join(ASKED[path] for path in decision.missing_facts),
    }
    if decision.open is None:
        words["until"] = words["until"] and words["until"] + "前都"
    way_out = TO_A_PERSON if decision.open is False else ""
    return f"{answer.format(**words)}。{why.format(**words)}{way_out}。"


def cite(rule: LegalRule) -> str:
    """`《消费者权益保护法》第二十五条` if it was read in the statute, else `相关规定`."""
    if rule.mark is not Mark.VERIFIED or not rule.article:
        return "相关规定"
    return f"《{rule.law}》第{chinese_number(int(rule.article))}条"


def chinese_number(number: int) -> str:
    """1 … 9999 as statutes write it: 10 十, 25 二十五, 203 二百零三, 1260 一千二百六十."""
    words, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if gap else "") + DIGITS[digit] + name
        gap = bool(words) and not digit
    return words.removeprefix("一") if words.startswith("一十") else words


def _until(deadline: Deadline | None) -> str:
    """The last day's 24:00, not the midnight after it: a shopper would read that as a day more."""
    if deadline is None:
        return ""
    day = deadline.at.date() - timedelta(days=1)
    note = "（当年放假安排公布后可能顺延）" if deadline.provisional else ""
    return f"{day.year}年{day.month}月{day.day}日24点{note}"

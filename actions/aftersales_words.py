"""How shoppers say what they want done and why; how facts are asked for in plain words."""

import re

WISHES: dict[str, str] = {"return": "退货", "exchange": "换货", "repair": "维修", "refund_only": "仅退款"}
WISH_PATTERNS: tuple[tuple[str, str], ...] = (
    ("exchange", r"换货|换一|换个|换成|换新|调换|换大|换小|想换|要换|给换|^换"),
    ("repair", r"维修|返修|修一|修理|保修|报修|能修|要修|想修|^修"),
    ("refund_only", r"仅退款|只退款|不退货|退点|退一部分|部分退|退差|补偿|补发|^退钱|^退款$"),
    ("return", r"退货|退了|退掉|想退|要退|退款退货|退货退款|退回|无理由|^退"),
)
REASONS: dict[str, str] = {
    "no_reason": "不喜欢/不合适",
    "quality": "质量问题",
    "arrived_damaged": "收到时破损",
    "wrong_item": "发错货",
    "missing_part": "少件/缺配件",
    "not_as_described": "与描述不符",
    "counterfeit": "怀疑是假货",
}
REASON_PATTERNS: tuple[tuple[str, str], ...] = (
    ("wrong_item", r"发错|错发|寄错|送错|不是我(?:买|要|拍)的|颜色发|型号不对|尺码发错"),
    ("missing_part", r"少发|漏发|少了|少件|缺|没有?配件|没有?说明书|不全|没给"),
    (
        "arrived_damaged",
        r"(?:收到|拆开|打开|到手|开箱|送来|路上|运输|快递).{0,8}(?:破|碎|坏|裂|压|漏|烂|变形)|摔坏|压坏|压烂|破损|碎了|磕",
    ),
    ("counterfeit", r"假货|假的|不是正品|山寨|冒牌|仿的"),
    ("not_as_described", r"不符|不一样|色差|跟图|和图|货不对板|描述|没有说的|宣传"),
    (
        "quality",
        r"质量|坏了|故障|不能用|用不了|开不了|不通电|不制冷|漏|掉色|起球|开胶|断了|变质|发霉|过期|异味|死机|黑屏|没声音|失灵|有问题|瑕疵|破洞|开线|不准|误差|不灵|不好使|卡顿|杂音|发烫|漏电|裂开|掉漆|生锈|过敏|变形",
    ),
    (
        "no_reason",
        r"不喜欢|不合适|不想要|不要了|买错|拍错|买多|买大|买小|大了|小了|太大|太小|大小|尺码|尺寸|不合身|无理由|后悔|不好看|颜色不|没用|用不上|重复|便宜",
    ),
)
REASON_BY_INTENT = {
    "report_quality": "quality",
    "report_damage": "arrived_damaged",
    "report_missing": "missing_part",
    "report_wrong_item": "wrong_item",
}
ROUTE_TITLES: dict[str, str] = {
    "no_reason_return": "七天无理由退货",
    "quality_return": "质量问题退货",
    "exchange": "换货",
    "repair": "维修",
    "refund_only": "仅退款",
    "compensation": "赔偿",
}
ROUTE_WISH: dict[str, str] = {
    "no_reason_return": "return",
    "quality_return": "return",
    "exchange": "exchange",
    "repair": "repair",
    "refund_only": "refund_only",
    "compensation": "compensation",
}
WISH_INTENTS: dict[str, str] = {
    "no_reason_return": "request_return",
    "quality_return": "request_return",
    "exchange": "request_exchange",
    "repair": "request_repair",
    "refund_only": "request_refund",
    "compensation": "request_compensation",
}
"""The request that asks for a route."""
FREIGHT: dict[str, str] = {"seller": "商家承担", "shopper": "您先承担", "insurance": "由运费险赔付"}

FACT_QUESTIONS: dict[str, tuple[str, str, str]] = {
    "condition.opened": ("商品拆封了吗？", "拆了", "没拆"),
    "condition.used": ("用过了吗？试穿、试用不算。", "用过了", "没用过"),
    "condition.seal_broken": ("一次性的密封拆开了吗？比如瓶口封膜、真空袋。", "拆开了", "没拆"),
    "condition.tags_removed": ("吊牌剪了吗？", "剪了", "还在"),
    "condition.activated": ("激活或登录过账号了吗？", "激活了", "没激活"),
    "condition.soiled": ("有弄脏或沾上味道吗？", "有一点", "没有"),
    "condition.damaged_by_shopper": ("收到之后有磕碰、摔过或弄坏的地方吗？", "有", "没有"),
    "condition.parts_complete": ("配件、赠品和包装都还齐全吗？", "都齐", "缺了一些"),
    "condition.unauthorised_repair": ("有自己拆开或找别处修过吗？", "修过", "没有"),
    "condition.serial_altered": ("机身序列号和标签动过吗？", "动过", "没动过"),
    "report.serious": ("这个问题影响正常使用吗？", "没法用", "还能用"),
    "report.fraud_confirmed": ("有检测报告或平台认定，能确认是假货或虚假宣传吗？", "有凭证", "还没有"),
    "report.fault": ("是功能上的故障吗？比如开不了机、死机、不制冷。", "是功能故障", "是外观等其他问题"),
}
"""What is asked, the answer that makes the fact true, and the one that makes it false."""
FACT_VALUES: dict[str, tuple[object, object]] = {"report.fault": ("listed", "unlisted")}
"""Facts that are no plain true or false."""
INTACT: dict[str, bool] = {
    path: path == "condition.parts_complete" for path in FACT_QUESTIONS if path.startswith("condition.")
}
"""What each condition is when the goods are as they came."""
ALL_INTACT = re.compile(
    r"^(?:商品|东西)?(?:都|全)?(?:是)?(?:完好(?:无损)?|好好的|全新的?|没动过|原封不动|没用过也没拆)[的呢。!]*$"
)
LEAD = re.compile(r"^(?:也|都|全|还都|就|应该|好像|这个|嗯+|哦)+(?!在)[,，]?")
PLAIN_YES = re.compile(r"^(?:是的?|对的?|有的?|嗯+|对啊|是啊|有一点)$")
PLAIN_NO = re.compile(r"^(?:没|没有|没有的|不是|不|无|还没|未|没啊|没呢)$")
FACT_YES: dict[str, str] = {
    "condition.opened": r"^拆",
    "condition.used": r"^用过|^穿过|^用了",
    "condition.seal_broken": r"^拆|^开了",
    "condition.tags_removed": r"^剪|^拆|^摘|没了$|^扔了",
    "condition.activated": r"^激活|^登录|^开过机|^用过",
    "condition.soiled": r"^脏|弄脏|有味",
    "condition.damaged_by_shopper": r"^摔|^磕|弄坏|碰坏",
    "condition.parts_complete": r"^都?齐|^全|^都在|^没少|^不缺|^都有",
    "condition.unauthorised_repair": r"^修过|^拆过|拆开过",
    "condition.serial_altered": r"^动过|^撕|^刮",
    "report.serious": r"没法用|用不了|不能用|影响",
    "report.fraud_confirmed": r"有凭证|有报告|有检测",
    "report.fault": r"功能|开不了|死机|不制冷|故障",
}
FACT_NO: dict[str, str] = {
    "condition.tags_removed": r"^还在|^都在|^没剪|^在",
    "condition.parts_complete": r"缺|少|丢了|不全|扔了",
    "condition.serial_altered": r"完好|^没动",
    "report.serious": r"还能用|能用|不影响",
    "report.fraud_confirmed": r"^还没|没有凭证",
    "report.fault": r"外观|其他|不是功能|划痕|掉漆",
}


def read_wish(text: str) -> str | None:
    """return, exchange, repair, refund_only; None when none is said."""
    return next((wish for wish, pattern in WISH_PATTERNS if re.search(pattern, text)), None)


def read_reason(text: str) -> str | None:
    """A reason of the rules; None when none is said."""
    return next((reason for reason, pattern in REASON_PATTERNS if re.search(pattern, text)), None)


def read_fact(path: str, text: str) -> object:
    """The fact's value by what was typed; None when it cannot be told."""
    true_value, false_value = FACT_VALUES.get(path, (True, False))
    said = LEAD.sub("", text.strip().rstrip("了的吧啊呢。! "))
    _, yes_label, no_label = FACT_QUESTIONS[path]
    if said == no_label.rstrip("了的") or re.search(FACT_NO.get(path, r"(?!)"), said):
        return false_value
    if said == yes_label.rstrip("了的") or re.search(FACT_YES[path], said):
        return true_value
    if re.match(r"(?:没|未|不)", said) and re.search(FACT_YES[path].replace("^", ""), said):
        return false_value
    if PLAIN_YES.match(said):
        return true_value
    return false_value if PLAIN_NO.match(said) else None

"""Facts that a shopper tells without being asked: the state of the goods, how many, a change of mind."""

import re

WAYS = {"退": "return", "换": "exchange", "修": "repair"}
CONDITIONS: tuple[tuple[str, bool, str], ...] = (
    (
        "tags_removed",
        False,
        r"吊牌.{0,4}(?:还在|都在|没剪|没拆|没摘|没动|齐全|完好)|没(?:剪|拆|摘)(?:掉)?吊牌|带吊牌",
    ),
    (
        "tags_removed",
        True,
        r"吊牌.{0,4}(?:剪|摘|拆|扔|丢|没了|不在|掉了)|(?<!没)(?:剪|摘|拆)(?:了|掉)?了?吊牌",
    ),
    ("opened", False, r"没(?:有)?(?:拆封|拆过|拆开|开封|打开|拆包装)|未(?:拆|开)封|还没拆|没拆呢|原封"),
    (
        "opened",
        True,
        r"(?<![没未])(?:已经|都|刚)?(?:拆封了|拆开了|拆了(?!吊)|开封了|打开了|拆过了)|^拆封|拆了封",
    ),
    ("used", False, r"没(?:有)?(?:用过|穿过|使用|试用|洗过|下水)|一次(?:都|也)没(?:用|穿)"),
    ("used", True, r"(?<!没)(?<!没有)(?:用过|穿过|洗过|穿了|用了)(?:一|两|几|好)?"),
    ("activated", False, r"没(?:有)?激活|未激活|没开过机"),
    ("activated", True, r"(?<![没未])(?<!没有)激活(?:了|过)|开过机了"),
    (
        "parts_complete",
        True,
        r"(?:配件|包装|盒子|附件|赠品|东西).{0,4}(?:都|全)?(?:齐全|都在|还在|完整|没少|齐的)",
    ),
    ("parts_complete", False, r"(?:配件|包装|盒子|附件).{0,3}(?:少了|缺|丢|扔|不全|不在|没了|不见)"),
    ("damaged_by_shopper", False, r"没(?:有)?(?:磕碰|摔过|损坏|碰过|弄坏)|无(?:磕碰|损坏)"),
    ("damaged_by_shopper", True, r"我?(?:自己)?不小心.{0,4}(?:摔|磕|弄坏|碰)|(?<!没)(?<!没有)(?:摔过|我摔)"),
    ("soiled", False, r"没(?:有)?(?:弄脏|污渍|脏)|干干净净|很干净"),
    ("soiled", True, r"(?<!没)(?<!没有)弄脏了|沾(?:了|上)"),
    ("seal_broken", False, r"(?:封膜|密封|封口|塑封|包装膜).{0,4}(?:没拆|没开|还在|完好|没撕|没动)"),
    ("seal_broken", True, r"(?:封膜|密封|封口|塑封|包装膜).{0,3}(?:拆|开|撕)了"),
)
"""What is said of the goods: condition, its value, the words."""
AS_NEW = re.compile(
    r"(?:商品|东西|衣服|鞋子?|机器)?(?:完好无损|完好如新|全新(?:的|没)|没动过|原封不动|没用过也没拆|一点没动)"
)
CHANGE = re.compile(
    r"(?:不|别|先不|不想|不用|不要)(退|换|修)(?:货|理|款)?了?[,，。 吧]*"
    r"(?:还是|改成|改为|我要|我想|给我|帮我|就|要|想|直接)*(退|换|修)"
    r"|(?:算了|还是|改成|改为|换成|改|那就)(?:我要|我想|给我|帮我|要|想|直接|申请)*"
    r"(退|换|修)(?:货|理|款|掉|了|吧|个|一)"
)
MONEY_ONLY = re.compile(
    r"(?:只|仅|光|直接)(?:要|给我)?退(?:款|钱)|不(?:想)?退货.{0,4}退(?:款|钱|点)"
    r"|(?:还是|改成?|就|直接)退(?:款|钱)"
)
ALL = re.compile(
    r"[两三四五几][件个双条盒瓶台本](?:都|全|一起)(?:要)?(?:退|换|修)"
    r"|(?:全部?|所有的?|整单|都|一起|统统)(?:都|要|给我|想)*(?:退|换|修)"
    r"|^(?:都|全部?|两[件个]都?|一起)要?(?:的|吧)?$"
)
SOME = (
    re.compile(r"(?:退|换|修|退掉|换掉)(?:其中|里面)?的?([一两二三四五六1-6])[件个双条盒瓶台本]"),
    re.compile(r"(?:只|就|先)?([一两二三四五六1-6])[件个双条盒瓶台本](?:要|想)?(?:退|换|修)"),
)
COUNTS = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
WONT_SAY = re.compile(
    r"不想说|不方便说|不告诉|不说|没(?:有)?(?:什么)?(?:理由|原因)|没为什么|无可奉告|你管我|关你什么事|凭什么(?:要)?(?:说|告诉|理由)|不需要理由|要什么理由|就是想|就想|不为什么|别问"
)
SHORTEST_STORY = 5
NO_STORY = re.compile(
    r"^(?:因为|就是|是|有|它|东西|商品|收到)*(?:质量(?:有|不好|差)?(?:问题)?|坏|破|烂|发错|少|少件|问题|描述不符|假货)(?:了|的|货)*$"
)
NOT_SURE = re.compile(
    r"不(?:太)?(?:清楚|知道|确定|记得|懂|晓得)|没(?:注意|看|留意)|忘了|说不准|记不(?:清|得)|不好说|可能|应该"
)


def read_condition(text: str) -> dict[str, bool]:
    """What is said of the goods' condition, by the names of the rules; nothing is guessed."""
    found: dict[str, bool] = {}
    for name, value, pattern in CONDITIONS:
        if name not in found and re.search(pattern, text):
            found[name] = value
    return found


def read_quantity(text: str, bought: int) -> int | None:
    """How many of `bought` pieces: 只退一件, 两件都退, 全退; None when it is not said or cannot be."""
    some = next((found for pattern in SOME if (found := pattern.search(text))), None)
    if some and not ALL.search(text):
        count = COUNTS.get(some.group(1)) or int(some.group(1))
        return count if count <= bought else None
    return bought if ALL.search(text) else None


def read_change(text: str) -> str | None:
    """The wish of who has changed his mind: 不退了换货, 算了不换了退吧; None when he has not."""
    if MONEY_ONLY.search(text):
        return "refund_only"
    found = CHANGE.search(text)
    if not found:
        return None
    return WAYS[found.group(2) or found.group(3)]


def wants_all(text: str) -> bool:
    """两件都退, 整单退."""
    return bool(ALL.search(text))


def wont_say(text: str) -> bool:
    """Whether the shopper declines to give a reason, which is his right."""
    return bool(WONT_SAY.search(text))


def describes(text: str) -> bool:
    """Whether a message about a fault says what is wrong, and not only that something is."""
    return len(text) >= SHORTEST_STORY and not NO_STORY.match(text.strip("，。！!. "))

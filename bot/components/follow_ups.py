"""Words that ask for a different thing after each question: the table that `context.py` reads.

Of the patterns that fit the words, the first follow-up whose conditions hold on the scene.
"""

import re
from dataclasses import dataclass, field

LEAD = re.compile(
    r"^(?:那么|那就|那(?![一个件单款双条本台些家里样])|哦+|噢|嗯+|好的|好吧|然后|所以|还有就是|请问|就是|那个请问|话说|对了)"
)
TAIL = re.compile(r"(?:呢|啊|呀|吧|哈|哦|嘛|亲|谢谢|了呢)$")

AFTERSALES = frozenset(
    {"request_return", "request_exchange", "request_repair", "request_refund", "report_quality"}
    | {"report_damage", "report_missing", "report_wrong_item", "ask_return_policy", "ask_return_shipping"}
    | {"ask_aftersale_progress", "cancel_aftersale", "ask_refund_progress"}
)
CASES = frozenset({"ask_aftersale_progress", "cancel_aftersale", "ask_return_shipping"})
BOUGHT = frozenset({"delivered", "finished"})
NOT_SENT = frozenset({"unpaid", "paid"})


@dataclass(frozen=True)
class Follow:
    """An intent and the scene on which the words mean it; an empty condition always holds."""

    intent: str
    asked: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    after_route: bool = False
    after_refusal: bool = False
    entities: dict[str, str] = field(default_factory=dict)
    takes_goods: bool = True
    if_unsure: bool = False
    """Only where the model does not know either."""


def _asked(*intents: str) -> frozenset[str]:
    return frozenset(intents)


ORDER, PRODUCT, CASE = frozenset({"order"}), frozenset({"product"}), frozenset({"case"})
PAID, SHIPPED, CANCELLED = frozenset({"paid"}), frozenset({"shipped"}), frozenset({"cancelled"})
REFUNDS = _asked("ask_refund_progress", "request_refund", "cancel_order")

APPLY = {
    "no_reason_return": "request_return",
    "quality_return": "request_return",
    "exchange": "request_exchange",
    "repair": "request_repair",
    "refund_only": "request_refund",
    "compensation": "request_compensation",
}
"""What asks for a way that was just explained; the intent `apply` of a follow-up stands for it."""

ASKS = re.compile(r"[吗么？?]|能不能|可不可以|怎么|如何|多久|什么时候|为什么|多少")
WISHES = (
    ("request_exchange", re.compile(r"换货|换一[个件双条]|(?:要|想|给我|帮我|都|申请)换")),
    ("request_repair", re.compile(r"报修|维修|返修|(?:要|想|给我|帮我|申请)修")),
    (
        "request_return",
        re.compile(r"退货|退掉|(?:要|想|给我|帮我|都|就|申请|全|只)退(?!款)|退了吧|退[一两\d]件"),
    ),
)
"""A wish in plain words: with goods beside it the model need not be sure."""
CASE_STEPS: tuple[tuple[str, bool, re.Pattern[str]], ...] = (
    (
        "give_parcel",
        False,
        re.compile(
            r"(?:退货|寄回|退回|回寄)(?:去)?的?(?:快递|物流)?(?:单号|运单)|(?:给|填|报|提供|补|发)(?:你们?|您|一下|个)*的?(?:退货|寄回)?的?(?:快递|物流|运)单?号"
            r"|^(?:我)?(?:已经?|东西|货|商品|包裹|今天|昨天|刚|刚刚|都)*(?:给你们?)?(?:寄(?:出|回|走|过)?(?:去)?了|退回去了|发回去了)(?!吗|没|么)"
        ),
    ),
    (
        "book_pickup",
        False,
        re.compile(
            r"(?:帮我|给我|我要|我想|想要|麻烦|预约|约|叫|安排|申请).{0,6}(?:上门|取件|来取|来收|来拿)(?!.*[吗么])"
        ),
    ),
    (
        "accept_quote",
        False,
        re.compile(
            r"(?<!不)同意.{0,3}(?:报价|维修|修)|按(?:这个|报)价?.{0,2}修|报价.{0,4}(?:可以|没问题|接受)"
        ),
    ),
    ("decline_quote", False, re.compile(r"不(?:同意|接受).{0,3}报价|报价.{0,4}(?:太贵|太高|不接受|不同意)")),
    ("accept_quote", True, re.compile(r"^(?:可以|好的?|行)?(?:给我|帮我)?修(?:吧|好了)?$|^同意了?$")),
    ("decline_quote", True, re.compile(r"^(?:太贵了?)?(?:我)?(?:不|别)修了?(?:寄回来?|寄给我)?$")),
    (
        "wait_for_stock",
        True,
        re.compile(r"^(?:我)?(?:可以|愿意|就|再)?等(?:等|到货|有货|补货|一下|着)*(?:再换)?$"),
    ),
    (
        "choose_variant",
        True,
        re.compile(
            r"^(?:那)?换(?:成)?(?:别的|其他|其它|另一|个|一个).{0,4}(?:颜色|款式?|尺码|型号|规格|款的?)$"
        ),
    ),
    ("choose_refund", True, re.compile(r"^(?:那)?(?:不换了)?(?:还是|直接|就|给我|帮我)*退(?:款|钱)$")),
    ("decline_offer", True, re.compile(r"^不同意|^(?:不行|太少了?|不接受)$")),
    ("accept_offer", True, re.compile(r"^同意.{0,3}(?:金额|退款|退这)|^(?:这个)?金额(?:可以|没问题)$")),
    (
        "confirm_receipt",
        True,
        re.compile(r"^(?:我)?(?:已经?)?(?:收到|拿到)(?:换的|修好的|寄回的|新的|货|东西)?了?$"),
    ),
    (
        "confirm_receipt",
        False,
        re.compile(r"^(?:我)?(?:已经?)?(?:收到|拿到)(?:你们)?(?:换|修|寄)(?:好|回来?)?的.{0,6}了$"),
    ),
    ("add_details", True, re.compile(r"补充|^(?:我)?(?:再)?(?:补|发)(?:张|几张|个)?(?:照片|图|说明)")),
)
"""Steps of an after-sales case by the words that take them; True: only while a case is on the table."""
PROGRESS = re.compile(
    r"^(?:我的?|我那个?|那个?|请问|查一?下|看看)*(?:退货|换货|维修|返修|报修|修理|售后|退换货?)(?:申请|单|服务)?的?(?:现在)?"
    r"(?:进度|进展|到哪|到什么|(?:怎么样|如何|咋样)了|好了[吗没]|(?:处理|审核|修|弄|办)(?:得|到|好|完|了))"
)
"""How far a case is, whatever it is called."""
CLAIM = re.compile(
    r"^(?:我)?(?:想|要|需要)?(?:申请|办理?|走|找|做|联系)?(?:一下|个)?售后(?:服务|申请|处理)?$"
)
"""After-sales, without a word of what or why."""
DO_IT = re.compile(
    r"^(?:好的?|行|可以|嗯+|对|是的?)?(?:就|麻烦|请|快)?(?:你们?)?(?:帮我|给我|替我|帮忙)?"
    r"(?:申请|办理?|弄|操作|提交|登记|撤销|撤了?|退差价|退|换|修|催|催一下|转吧?|安排|处理|看看)(?:一下|下|了|掉|货)?$"
)
"""Takes up what was offered: 那帮我登记吧, 可以换吧."""

BY_WORDS: tuple[tuple[re.Pattern[str], tuple[Follow, ...]], ...] = (
    (
        re.compile(
            r"^(?:那|这)?(?:不行|不接受|不同意|不认可|不服)|必须(?:给我)?[退换修赔]|我不管|就是?(?:要|得)[退换修]|霸王"
        ),
        (Follow("ask_human", after_refusal=True, entities={"reason": "complex"}, takes_goods=False),),
    ),
    (
        re.compile(
            r"^(?:到了|到没|到货了?|送到了?|收到了?|到账了?)(?:吗|没有?|么)?$|^到哪(?:里|儿)?了?$|^走到哪"
        ),
        (
            Follow("ask_refund_progress", asked=REFUNDS),
            Follow("ask_aftersale_progress", about=CASE),
            Follow("track_parcel", about=ORDER),
        ),
    ),
    (
        re.compile(
            r"^(?:大概|大约|一般|还|还得|还要|得|要|需要)*(?:多久|多长时间|几天|什么时候|啥时候|何时|多少天)"
            r"(?:能|可以|会|才)?(?:到|好|来|送到|到货|到账|弄好|处理好|完)?了?$"
        ),
        (
            Follow("ask_refund_progress", asked=REFUNDS),
            Follow("ask_aftersale_progress", asked=CASES),
            Follow("ask_aftersale_progress", about=CASE),
            Follow("ask_ticket_progress", asked=_asked("ask_ticket_progress", "open_ticket", "complain")),
            Follow("ask_invoice_status", asked=_asked("request_invoice", "ask_invoice_status")),
            Follow("ask_ship_time", asked=_asked("ask_ship_time"), about=ORDER, status=PAID),
            Follow("ask_delivery_time", about=ORDER, status=SHIPPED | PAID),
        ),
    ),
    (
        re.compile(
            r"^(?:来回)?(?:退货|寄回|邮寄)?(?:运费|邮费|快递费)(?:谁出|谁付|谁承担|算谁的|多少|怎么算|要我出|我出)?(?:吗|么)?$"
        ),
        (
            Follow("ask_return_shipping", asked=AFTERSALES),
            Follow("ask_return_shipping", about=CASE),
            Follow("ask_shipping_fee", takes_goods=False),
        ),
    ),
    (
        re.compile(r"^(?:能|可以|会)?退(?:我)?多少(?:钱)?$|^退款(?:金额)?(?:是)?多少(?:钱)?$"),
        (
            Follow("ask_refund_progress", asked=_asked("ask_refund_progress", "cancel_order")),
            Follow("ask_aftersale_progress", about=CASE),
            Follow("ask_return_policy", about=ORDER, status=BOUGHT | SHIPPED),
        ),
    ),
    (
        re.compile(
            r"^(?:一共|总共|现在)?(?:是)?(?:多少钱|多钱|什么价|啥价|价格|价钱|怎么卖|贵不贵|贵吗)(?:多少|是多少)?$"
        ),
        (
            Follow("ask_price", about=PRODUCT),
            Follow("ask_return_policy", asked=_asked("ask_return_policy"), about=ORDER),
            Follow("ask_refund_progress", asked=_asked("ask_refund_progress")),
            Follow("ask_order_status", about=ORDER),
        ),
    ),
    (
        re.compile(
            r"^(?:这是)?(?:为什么|为啥|为何|凭什么|凭啥|咋回事|怎么回事|什么原因|啥原因|原因|咋不行|怎么不行|怎么不能)"
            r"(?:不行|不能|不可以|不给退|不给换|不给修|不能退|不能换|不能修|会这样|这样|这么慢|这么久|取消|被取消|退不了|换不了)?了?$"
        ),
        (
            Follow("ask_return_policy", after_route=True),
            Follow("order_cancelled_by_system", about=ORDER, status=CANCELLED),
            Follow("ask_ship_time", about=ORDER, status=PAID),
            Follow("track_parcel", about=ORDER, status=SHIPPED),
            Follow("ask_aftersale_progress", about=CASE),
            Follow("ask_price_protection", asked=_asked("ask_price_protection")),
            Follow("ask_refund_progress", asked=_asked("ask_refund_progress")),
            Follow("ask_coupon", asked=_asked("ask_coupon"), takes_goods=False),
        ),
    ),
    (
        re.compile(
            r"^(?:到|办到|走到|现在到)(?:哪|什么|第几)一?步了?$|^(?:有)?(?:什么|啥)?进(?:度|展)(?:怎么样|如何|到哪)?了?(?:吗|没)?$"
            r"|^(?:处理|审核|弄|办|搞)?(?:得)?(?:怎么样|咋样|如何|好|完|通过)了?(?:吗|没有?|么)?$|^审核了(?:吗|没)$"
        ),
        (
            Follow(
                "ask_ticket_progress",
                asked=_asked("ask_ticket_progress", "open_ticket", "complain", "suggest"),
                takes_goods=False,
            ),
            Follow("ask_refund_progress", asked=_asked("ask_refund_progress", "cancel_order")),
            Follow(
                "ask_invoice_status", asked=_asked("request_invoice", "ask_invoice_status", "change_invoice")
            ),
            Follow("ask_aftersale_progress", about=CASE),
            Follow("ask_aftersale_progress", asked=AFTERSALES),
            Follow("ask_ship_time", about=ORDER, status=PAID),
            Follow("track_parcel", about=ORDER),
        ),
    ),
    (
        re.compile(
            r"^(?:能|可以|麻烦)?(?:帮(?:我|忙)|给我|你们?)*(?:再)?催(?:一催|一下|催|下)?(?:吗|么)?$|^(?:快点|快一点|搞快点|加急)$"
        ),
        (
            Follow("ask_ticket_progress", asked=_asked("ask_ticket_progress"), takes_goods=False),
            Follow("open_ticket", asked=_asked("ask_refund_progress"), entities={"about": "refund"}),
            Follow("ask_aftersale_progress", about=CASE),
            Follow("open_ticket", about=ORDER, status=PAID, entities={"about": "ship"}),
            Follow("open_ticket", about=ORDER, status=SHIPPED, entities={"about": "parcel"}),
        ),
    ),
    (
        re.compile(
            r"^(?:他|快递员|快递小哥|师傅)?(?:的)?(?:电话|手机号|联系方式)(?:是)?(?:多少|给我|有吗|有没有)?$|^(?:谁|哪个)(?:在)?送的?$"
        ),
        (Follow("contact_courier", about=ORDER, status=SHIPPED | BOUGHT),),
    ),
    (
        re.compile(
            r"^(?:算了)?(?:我|还是|就|帮我|给我|想|要|都|直接)*取消(?:掉|这个|这单|订单|它|算了)?了?$"
        ),
        (Follow("cancel_aftersale", about=CASE), Follow("cancel_order", about=ORDER)),
    ),
    (
        re.compile(
            r"^(?:算了)?(?:我|还是|就|帮我|给我|想|要|都|直接)*(?:不要|不想要|退|退掉|退了)(?:掉|这个|这单|订单|它|算了)?了?$"
            r"|^(?:算了|还是|就|直接)+(?:我|帮我|给我|想|要)*(?:退货|退款)$"
            r"|^(?:我)?(?:不要|不想要|不需要)了?$"
        ),
        (
            Follow("cancel_aftersale", about=CASE, asked=_asked("cancel_aftersale")),
            Follow("cancel_order", about=ORDER, status=NOT_SENT),
            Follow("request_refund", about=ORDER, status=SHIPPED),
            Follow("request_return", about=ORDER, status=BOUGHT),
        ),
    ),
    (
        re.compile(
            r"^(?:我)?(?:想|要|能|可以|帮我|给我|还是)*(?:换|改)(?:成|个|一个|大|小)?.{0,6}(?:码|号|的|色|款)(?:吗|么)?$"
        ),
        (
            Follow("change_order", about=ORDER, status=NOT_SENT),
            Follow("request_exchange", about=ORDER, status=BOUGHT),
            Follow("ask_stock", about=PRODUCT),
        ),
    ),
    (
        re.compile(
            r"^(?:还)?(?:能|可不可以|能不能|支持)(?:不能)?(?:退|换|修|退货|换货|维修|保修|退款|退掉|退换)(?:吗|么|不|嘛|不能)?$|^(?:还)?可以(?:退|换|修|退货|换货|维修|保修|退款|退掉|退换)(?:吗|么|不|嘛)$"
        ),
        (
            Follow("ask_return_policy", about=ORDER, status=BOUGHT | SHIPPED),
            Follow("cancel_order", about=ORDER, status=NOT_SENT),
        ),
    ),
    (
        re.compile(
            r"^(?:帮我|给我|我要|我想|麻烦)?(?:怎么|如何|咋|在哪|去哪|哪里)?(?:申请|办理|办|弄|操作|提交|走流程)(?:一下|下|吧)?$"
        ),
        (
            Follow("apply", after_route=True, about=ORDER),
            Follow(
                "request_return",
                asked=_asked("ask_return_policy", "ask_return_shipping"),
                about=ORDER,
                status=BOUGHT | SHIPPED,
            ),
            Follow(
                "request_return", asked=_asked("ask_return_policy", "ask_return_shipping"), takes_goods=False
            ),
            Follow("open_ticket", asked=_asked("ask_price_protection"), entities={"about": "price"}),
            Follow("request_invoice", asked=_asked("ask_invoice_status", "request_invoice")),
            Follow("open_ticket", asked=_asked("report_not_received"), entities={"about": "lost"}),
        ),
    ),
    (
        re.compile(
            r"^(?:还有|有)?(?:什么|哪些|啥|别的|其他)?(?:颜色|尺码|规格|款式|型号|码数)(?:可选|可以选)?(?:吗|么)?$|^有(?:货|现货)(?:吗|么|没)$"
        ),
        (Follow("ask_stock", about=PRODUCT),),
    ),
    (
        re.compile(
            r"续航|防水|材质|面料|材料|成分|配料|重量|多重|尺寸|多高|多宽|多大|容量|接口|处理器|功率|噪音|产地|哪里产|厚|薄|透气|起球|掉色|缩水|弹力|降噪|内存|像素|配件|清单"
        ),
        (Follow("ask_product_info", about=PRODUCT, if_unsure=True),),
    ),
)

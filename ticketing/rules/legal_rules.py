"""The after-sales law as data: every rule that we decide by, its source, and how far it was checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class Mark(StrEnum):
    """How a rule was checked. Only what was read in the statute is cited by its article."""

    VERIFIED = "V"
    SECONDARY = "S"
    MEMORY = "M"


@dataclass(frozen=True, slots=True)
class LegalRule:
    """One rule. `article` is a number as in the statute, "" where we have none; `in_force_to` None: still."""

    id: str
    law: str
    article: str
    mark: Mark
    text: str
    in_force_from: date
    in_force_to: date | None = None

    def is_in_force(self, day: date) -> bool:
        """Whether it applied on this day; its last day counts."""
        return self.in_force_from <= day and (self.in_force_to is None or day <= self.in_force_to)


CONSUMER = ("消费者权益保护法", date(2014, 3, 15))
CIVIL_CODE = ("民法典", date(2021, 1, 1))
ONLINE_CONSUMER = ("最高人民法院关于审理网络消费纠纷案件适用法律若干问题的规定（一）", date(2022, 3, 15))
NO_REASON = ("网络购买商品七日无理由退货暂行办法", date(2017, 3, 15))
CONSUMER_DECREE = ("消费者权益保护法实施条例", date(2024, 7, 1))
PENALTIES = ("侵害消费者权益行为处罚办法", date(2015, 3, 15))
FESTIVALS = ("全国年节及纪念日放假办法", date(2025, 1, 1))
PHONES = ("移动电话机商品修理更换退货责任规定", date(2001, 11, 15))
COMPUTERS = ("微型计算机商品修理更换退货责任规定", date(2002, 9, 1))
APPLIANCES = ("部分商品修理更换退货责任规定", date(1995, 8, 25))
PERSONAL_DATA = ("个人信息保护法", date(2021, 11, 1))
E_COMMERCE = ("电子商务法", date(2019, 1, 1))

V, S, M = Mark.VERIFIED, Mark.SECONDARY, Mark.MEMORY

# fmt: off
_ROWS: tuple[tuple[str, tuple[str, date], str, Mark, str], ...] = (
    ("no_reason.right", CONSUMER, "25", V, "网购商品，收到之日起七日内可以无理由退货"),
    ("no_reason.excluded_by_law", CONSUMER, "25", V,
     "定作、鲜活易腐、在线下载或拆封的音像软件、已交付的报刊除外"),
    ("no_reason.excluded_by_nature", CONSUMER, "25", V, "性质不宜退货且购买时经消费者确认的商品除外"),
    ("no_reason.excluded_list", NO_REASON, "7", S,
     "拆封影响安全健康或品质、激活试用后贬值较大、已明示的临期瑕疵商品"),
    ("no_reason.confirmation", NO_REASON, "20", S, "购买时没有确认程序的，不得拒绝无理由退货"),
    ("no_reason.intact", CONSUMER, "25", V, "退回的商品应当完好"),
    ("no_reason.intact_meaning", NO_REASON, "8", S,
     "保持原有品质功能，本身、配件、商标标识齐全；为查验而打开包装、合理调试不影响"),
    ("no_reason.opened_to_inspect", ONLINE_CONSUMER, "3", V,
     "因检查商品而拆封，不影响完好的，不得以拆封为由拒绝"),
    ("no_reason.not_intact", NO_REASON, "9", S,
     "分类列明不完好的情形：密封破坏、擅自维修或改动、激活、标识被摘剪、污损"),
    ("no_reason.counting", CIVIL_CODE, "201", V, "开始的当日不计入，自下一日起算"),
    ("no_reason.last_day", CIVIL_CODE, "203", V,
     "最后一日是法定休假日的，顺延到休假日结束的次日，截止于二十四时"),
    ("no_reason.notice", NO_REASON, "10", S, "七日内告知商家即可，可以之后再寄"),
    ("no_reason.refund", CONSUMER, "25", V, "商家收到退货之日起七日内返还价款"),
    ("no_reason.refund_way", NO_REASON, "13", M, "原路退款，积分、优惠券原样退回（第十三至十五条）"),
    ("no_reason.freight", CONSUMER, "25", V, "退货运费由消费者承担，另有约定的从约定"),
    ("no_reason.free_shipping", NO_REASON, "18", M, "退货后不满包邮条件的，可以扣除运费；本店从不扣除"),
    ("no_reason.amount", NO_REASON, "17", M, "按实付价款退；打破满减或套装的，按购买时的单价重算"),
    ("no_reason.gifts", NO_REASON, "12", M, "赠品一并退回，不退的按事先标明的价格支付"),
    ("calendar.festivals", FESTIVALS, "2", V,
     "元旦1天、春节4天、清明1天、劳动节2天、端午1天、中秋1天、国庆3天"),
    ("calendar.make_up", FESTIVALS, "6", V, "节日逢周六、周日的，在工作日补假"),
    ("promise.excluded_goods", ONLINE_CONSUMER, "2", V, "商家对不适用无理由退货的商品作出承诺的，应当遵守"),
    ("promise.better", ONLINE_CONSUMER, "10", V, "商家承诺高于法律规定的，按承诺执行"),
    ("unreceived.refund", CIVIL_CODE, "563", M, "尚未收到商品的，可以不要了并退回价款"),
    ("quality.return", CONSUMER, "24", V,
     "不符合质量要求的，七日内可以退货；之后符合解除合同条件的可以退货，否则换货、修理"),
    ("quality.rescission", CIVIL_CODE, "563", V, "严重到不能实现合同目的的，可以解除合同"),
    ("quality.remedies", CIVIL_CODE, "582", V, "可以合理选择修理、重作、更换、退货、减少价款"),
    ("quality.liability", CIVIL_CODE, "617", V, "质量不符合要求的，承担违约责任"),
    ("quality.freight", CONSUMER, "24", V, "质量问题的退换修，运输等必要费用由商家承担"),
    ("quality.proof", CONSUMER, "23", V, "耐用商品收到之日起六个月内发现瑕疵的，由商家举证"),
    ("quality.longest_term", CIVIL_CODE, "621", V, "收到之日起最长二年；有质量保证期的，适用质量保证期"),
    ("quality.stalling", PENALTIES, "9", V, "超过十五日不处理退货、不给退货地址、不退款，属于故意拖延"),
    ("quality.fraud", CONSUMER, "55", V, "欺诈的，增加赔偿价款的三倍，不足五百元的为五百元"),
    ("quality.gifts", ONLINE_CONSUMER, "8", V, "赠品、换购商品有质量问题，商家同样负责"),
    ("sanbao.clock", CONSUMER_DECREE, "18", M,
     "自交付或安装之日起算，换货后重新计算，修理时间不计入，按发票或实付价款退"),
    ("sanbao.mobile_phone", PHONES, "", S,
     "性能故障：7日内退、换、修；15日内换、修；保修期内两次修理仍不好的换"),
    ("sanbao.mobile_phone.periods", PHONES, "", S, "主机一年，电池六个月，充电器一年，有线耳机三个月"),
    ("sanbao.mobile_phone.accessory", PHONES, "", S, "附件换过两次仍不好的，退该附件的价款"),
    ("sanbao.computer", COMPUTERS, "", S,
     "性能故障：7日内退、换、修；15日内换、修；保修期内免费修，修好后至少正常用30天"),
    ("sanbao.computer.periods", COMPUTERS, "", S, "整机一年，主要部件二年；发票丢了但能证明的仍然保修"),
    ("sanbao.home_appliance", APPLIANCES, "", S,
     "性能故障：7日内退、换、修；15日内换、修；保修期内两次修理仍不好的换或退"),
    ("sanbao.home_appliance.slow_repair", APPLIANCES, "", S,
     "因修理者超过30日、因缺零件超过90日没修好的换；零件供应五年"),
    ("sanbao.home_appliance.periods", APPLIANCES, "", M, "按目录；电视机整机一年，主要部件三年"),
    ("sanbao.not_covered", APPLIANCES, "", S,
     "过期、使用不当、擅自修理、无凭证又不能证明、涂改凭证、型号不符的不在三包内"),
    ("sanbao.two_sevens", APPLIANCES, "", S,
     "无理由的七日从收货起算、不问原因；三包的七日要有列明的性能故障，运费也不同"),
    ("pipl.minimum", PERSONAL_DATA, "6", V, "只收集实现目的所需的最少信息"),
    ("pipl.notice", PERSONAL_DATA, "17", V, "处理前告知（另见第七条）"),
    ("pipl.ground", PERSONAL_DATA, "13", V, "履行订单不需要另行同意，其他用途需要"),
    ("pipl.withdrawal", PERSONAL_DATA, "15", V, "可以撤回同意，不得因此拒绝服务（第十五、十六条）"),
    ("pipl.retention", PERSONAL_DATA, "19", V, "保存期限为实现目的所必要的最短时间"),
    ("pipl.processors", PERSONAL_DATA, "21", V, "委托处理要约定并监督"),
    ("pipl.sharing", PERSONAL_DATA, "23", V, "向他人提供要单独同意"),
    ("pipl.automated_decision", PERSONAL_DATA, "24", V, "重大影响的自动决定可以拒绝并要求说明，营销要能关闭"),
    ("pipl.sensitive", PERSONAL_DATA, "28", V,
     "敏感信息与不满十四周岁未成年人信息从严（第二十八至三十一条）"),
    ("pipl.rights", PERSONAL_DATA, "44", V, "查阅、复制、更正、删除（第四十四至四十七条）"),
    ("pipl.requests", PERSONAL_DATA, "50", V, "有便捷的申请渠道，拒绝要说明理由"),
    ("pipl.security", PERSONAL_DATA, "51", V, "采取安全措施"),
    ("pipl.assessment", PERSONAL_DATA, "55", V, "事前影响评估（第五十五、五十六条）"),
    ("pipl.breach", PERSONAL_DATA, "57", V, "泄露时补救并通知"),
    ("marketing.consent", CONSUMER, "29", V, "未经同意或明确拒绝的，不得发送商业信息"),
    ("commerce.complaints", E_COMMERCE, "59", V, "建立便捷的投诉举报机制"),
    ("commerce.records", E_COMMERCE, "31", V, "平台保存交易信息不少于三年"),
)
# fmt: on

LEGAL_RULES: Mapping[str, LegalRule] = MappingProxyType(
    {
        id_: LegalRule(id_, law, article, mark, text, in_force_from)
        for id_, (law, in_force_from), article, mark, text in _ROWS
    }
)

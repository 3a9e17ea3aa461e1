"""What tickets are about: two levels of category, and the facets kind and urgency."""

from ticketing.errors import UnknownCategory

CATEGORIES: dict[str, tuple[str, ...]] = {
    "商品咨询": ("属性规格", "使用方法", "价格优惠", "库存", "真伪效期"),
    "订单": ("修改", "取消", "异常"),
    "支付发票": ("支付异常", "价保", "发票", "余额卡券"),
    "物流": ("未发货", "在途延误", "未收到", "破损丢失", "配送服务", "运费"),
    "退换退款": ("退货", "换货", "仅退款", "退款未到账", "退货运费", "进度"),
    "维修保修": ("报修", "保修政策", "维修进度", "安装"),
    "商品质量": ("故障", "描述不符", "少发错发", "变质过期", "安全问题"),
    "服务投诉": ("商家客服", "快递员", "平台规则", "虚假宣传"),
    "账户会员": ("登录安全", "会员积分", "个人信息"),
    "建议表扬": ("建议", "表扬"),
}
KINDS = ("咨询", "请求", "投诉", "建议", "表扬")
SAFETY = "安全"
DEADLINE = "时限将到"
ORDINARY = "普通"
URGENCIES = (SAFETY, DEADLINE, ORDINARY)
"""Most pressing first."""


def check_category(category1: str, category2: str) -> None:
    """Raise UnknownCategory unless the second level stands under the first."""
    if category2 not in CATEGORIES.get(category1, ()):
        raise UnknownCategory(f"没有「{category1} / {category2}」这个分类。")


def check_kind(kind: str) -> None:
    """Raise UnknownCategory unless it is one of the five kinds."""
    if kind not in KINDS:
        raise UnknownCategory(f"没有「{kind}」这种工单类型。")


def check_urgency(urgency: str) -> None:
    """Raise UnknownCategory unless it is one of the three urgencies."""
    if urgency not in URGENCIES:
        raise UnknownCategory(f"没有「{urgency}」这种紧急程度。")

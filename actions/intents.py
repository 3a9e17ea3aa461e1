"""What each intent is about: its topic for reports, and how it is named when the assistant asks back."""

TOPICS: dict[str, dict[str, str]] = {
    "presale": {
        "ask_product_info": "了解商品参数", "ask_product_usage": "了解怎么用", "ask_product_compare": "比较商品",
        "ask_recommendation": "找商品", "ask_size": "选尺码", "ask_stock": "查有没有货", "ask_price": "问价格",
        "ask_promotion": "了解活动", "ask_coupon": "看优惠券", "ask_gift": "问赠品", "ask_authenticity": "问正品保障",
        "ask_shelf_life": "问保质期", "ask_packaging": "问包装",
    },
    "order": {
        "place_order_help": "了解怎么下单", "ask_order_status": "查订单", "change_order": "改订单内容",
        "add_order_note": "给订单加备注", "change_address": "改收货地址", "cancel_order": "取消订单",
        "order_cancelled_by_system": "了解订单为什么取消",
    },
    "payment": {
        "ask_payment_method": "了解支付方式", "report_payment_problem": "处理付款问题",
        "ask_price_protection": "申请价保", "ask_balance": "问余额或礼品卡",
    },
    "invoice": {"request_invoice": "开发票", "change_invoice": "修改发票", "ask_invoice_status": "查发票"},
    "shipping": {
        "ask_ship_time": "催发货", "track_parcel": "查物流", "ask_delivery_time": "问几天能到", "ask_carrier": "问发什么快递",
        "ask_shipping_fee": "问运费", "arrange_delivery": "约配送或自提", "ask_delivery_area": "问能不能送到",
        "report_not_received": "反馈没收到货", "refuse_parcel": "拒收包裹", "contact_courier": "联系快递员",
    },
    "aftersales": {
        "request_return": "申请退货", "request_exchange": "申请换货", "request_refund": "申请退款", "request_repair": "报修",
        "request_compensation": "申请赔偿", "ask_return_policy": "了解退换规则", "ask_warranty": "问保修",
        "ask_aftersale_progress": "查售后进度", "ask_refund_progress": "查退款进度", "ask_return_shipping": "问怎么寄回",
        "cancel_aftersale": "撤销售后申请", "report_quality": "反馈质量问题", "report_damage": "反馈收到破损",
        "report_missing": "反馈少发漏发", "report_wrong_item": "反馈发错货", "ask_installation": "预约安装",
    },
    "account": {"ask_membership": "看会员权益", "ask_points": "查积分", "account_help": "账号问题"},
    "feedback": {
        "complain": "投诉", "suggest": "提建议", "praise": "表扬", "review_help": "评价问题", "ask_ticket_progress": "查反馈进度",
    },
    "handoff": {"ask_human": "转人工", "alert_danger": "安全问题"},
    "smalltalk": {
        "greet": "打招呼", "goodbye": "告别", "thanks": "道谢", "affirm": "确认", "deny": "否认", "bot_challenge": "问我是谁",
        "chitchat": "聊天",
    },
    "dialogue": {
        "stop": "先不弄了", "inform": "补充信息", "rate_service": "评价服务", "abuse": "表达不满", "out_of_scope": "问别的事",
        "nlu_fallback": "没听懂", "step_back": "上一步", "resume_task": "继续办理", "open_ticket": "留工单",
    },
}  # fmt: skip
TOPIC_OF = {intent: topic for topic, intents in TOPICS.items() for intent in intents}
TITLES = {intent: title for intents in TOPICS.values() for intent, title in intents.items()}
NO_REQUEST = frozenset(TOPICS["smalltalk"]) | frozenset(TOPICS["dialogue"])
"""Intents that ask for nothing: never offered as a guess, never counted as tried."""

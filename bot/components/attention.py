"""What must be seen whatever the intent is: danger, and a shopper at the end of patience."""

import re
from dataclasses import dataclass

from bot.components.person import declines_person, refuses_bot, wants_person

DANGER = re.compile(
    r"漏电|触电|电到|电了(?:我|一下|手)|起火|着火|冒火|火花|冒烟|自燃|爆炸|炸了|炸裂|过敏|红肿|起疹|烫伤|烧伤|割伤|划伤|扎伤|砸伤"
    r"|受伤|流血|出血|中毒|呕吐|上吐下泻|拉肚子|腹泻|住院|急诊|送医|进医院|去医院|煤气味|有毒|吃坏|晕倒|窒息|噎住|误食|误吞"
)
HARMLESS = re.compile(
    r"防(?:漏电|触电|过敏|爆|火)|会不会|会.{0,8}(?:吗|么|不$)|不会|容易|是否|能不能|怕|担心|万一|如果|要是|假如|有没有可能"
    r"|抗过敏|脱敏|过敏(?:体质|肌|皮|可以|能)|敏感(?:肌|皮)|价格|优惠券|抢|爆炸(?:价|优惠|便宜)|秒杀|炸裂好|大出血|气到|气得|要被.{0,3}气"
)
RAGE = re.compile(
    r"骗子|骗人|欺骗|诈骗|垃圾|恶心|忍无可忍|气死|太过分|过分了|投诉你|要投诉|去投诉|举报|12315|12345|工商|消协|消费者协会|曝光"
    r"|起诉|法院|律师|没完|滚|他妈|tmd|妈的|傻[逼b比叉x]|sb|狗屁|放屁|不要脸|良心|坑人|坑爹|黑店|黑心|奸商|无耻|糊弄|耍我|敷衍"
    r"|差劲|火大|崩溃|受够|烦死|态度.{0,4}(?:差|恶劣)|什么(?:破|烂|鬼|玩意)|再也不(?:买|来)"
)


@dataclass(frozen=True)
class Attention:
    """`danger`: somebody may be hurt; `rage`: strong negative words; `refuses_bot`: wants no machine;

    `wants_person`: asks for one or for a call; `declines_person`: says that none is needed.
    """

    danger: bool = False
    rage: bool = False
    refuses_bot: bool = False
    wants_person: bool = False
    declines_person: bool = False


def look(text: str) -> Attention:
    """Read a folded text. Questions and what-ifs about danger are none (会不会漏电)."""
    danger = any(
        not HARMLESS.search(clause) for clause in re.split(r"[，。!?,;；]", text) if DANGER.search(clause)
    )
    return Attention(
        danger, bool(RAGE.search(text)), refuses_bot(text), wants_person(text), declines_person(text)
    )

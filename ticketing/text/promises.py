"""Promises in what an agent or the assistant says: what will be done by when, if it is really promised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ticketing.rules.business_calendar import Deadline, WorkingCalendar
from ticketing.text.due_times import DueTime, find_due_times

SENTENCE = re.compile(r"[^。！!？?；;\n]+[。！!？?；;\n]?")
CLAUSE = re.compile(r"[^，,]+")

DEEDS = re.compile(
    "(?P<refund>退款|退给|退还|退到|退回(?!来)|返还|返现|打款|到账|赔付|补偿|补差|差价|转账|退您|退了)"
    "|(?P<ship>发货|发出|寄出|寄给|给您寄|补发|重发|补寄|重寄|出库|发新|换新|寄新|发走|发您|就发(?=$|。)|重新[发寄]|换[一个][台件个]?|给您换)"
    "|(?P<visit>上门|取件|安装|送货|送到|送达|师傅|送过去)"
    "|(?P<invoice>开票|发票|开具|开好)"
    "|(?P<reply>回电|回复|答复|回您|回话|联系|电话|打给|通知|告诉|告知|反馈|结果|消息|说法|准信|回访|同步给|回信|给您回|去电|发给您)"
    "|(?P<handle>处理|解决|办好|办完|搞定|核实|查|审核|审完|看完|修好|维修|修复|完成|安排|跟进|落实"
    "|补货|到货|更换|换货|催|登记|弄好|改好)"
)

# Taken out before anything is judged: they sound like a condition, a denial or a request and are none.
EMPTY_WORDS = re.compile(
    "不好意思|不用等|不用担心|不要着急|不用着急|不必担心|别着急|别担心|没关系|没问题|不客气|不会让您久等|不耽误"
    "|(?:请|麻烦|烦请|劳烦)?您?(?:先|再|耐心|稍微)?"
    "(?:放心|稍等(?:一下|片刻)?|稍候|等待|等一等|等一下|谅解|理解)"
    "|已经?(?:给|帮|为|跟|和)?您?(?:这边)?.{0,6}?"
    "(?:安排|通知|联系|催|加急|申请|登记|反馈|备注|预约|约好|协调|提交|核实|说好)(?:好|过|了)*"
    "|尽快|未来|不(?:会)?(?:超过|晚于|迟于)|最晚|最迟"
)
QUESTION = re.compile(
    "[?？]$|[吗么呢]\\s*[。~]?$|是不是|能不能|可不可以|行不行|好不好|要不要|什么时候|几点|哪天|多久|是否|能否|可否|是.+还是"
)
CONDITION = re.compile(
    "如果|假如|要是|倘若|万一|一旦|只要|除非|的话|若(?!干)|如(?=您|需|有|果|未|无)"
    "|等(?=.{0,12}(?:后|了|再|到|出|好))|待(?=.{0,8}(?:后|再))|有问题|有质量|降价"
    "|(?:前|后|◇)(?:下单|付款|拍下|提交|申请)|(?<![稍今售最然先])后(?=.?$)|(?:的时候|时)$"
)
HIS_DEED = re.compile("下单|拍下|付款|付尾款|购买|提交|寄回|退回|寄过来|签收")
DONE = re.compile("已|看到|收到了|查到")
DENIAL = re.compile("不|没|无法|未|别|勿|难以|来不及|赶不上|够呛")
PAST = re.compile("已|刚|曾|上次|上回|昨|前天|上周|之前|早就|当时|本来|原本|本该|本应")
DEED_DONE = re.compile(
    "(?:发货|发出|寄出|退款|到账|打款|处理|回电|回复|联系|通知|送达|送到|退|发|解决|办)(?:过|完|好|给您)?了"
)
AHEAD = re.compile("会|就|能|将|一定|明|后天|下周")
DOUBT = re.compile(
    "可能|也许|大概|大约|估计|预计|预估|说不定|一般|通常|正常|原则上|理论上|应该|尽量|争取|希望|力争"
    "|左右|前后|或许|差不多|尽可能|有望|不保证"
)
HABIT = re.compile(
    "每[天日周晚个]|周一[到至]周|工作时间|营业|上班时间|服务时间|在线时间|支持|政策|规定|规则"
    "|保修|质保|价保|无理由|有效|保质|期限|为止|大家|各位"
)
HIS_PART = re.compile(
    "(?<!申)请|麻烦|劳烦|记得|建议|(?:需要|要|得)您|可以?申请|可以?提交|保持|留意"
    "|(?<![给为跟帮让向和与替对回退寄发])[您你]"
    "(?:可以?|也|要|得|须|应|再|先|若|在|于|需|收到|签收|下单|付款|申请|提交|寄|这边)"
)
OTHERS = re.compile(
    "(?<![用走发让催叫到至的换联系通过跟请给派查])"
    "(?:快递|物流|银行(?!卡)|顺丰|圆通|中通|申通|韵达|极兔|邮政|平台|系统|厂家|海关|对方|驿站|包裹)"
)
OURS = re.compile("我们?(?:这边)?(?:会|已|来|马上|现在|再|去)?.{0,3}(?:让|催|安排|叫|通知|联系|要求)")
REPORTED = re.compile(
    "(?:[您你他她]|对方|商家|卖家|页面|系统|物流|订单|客服|上一位|人家|仓库|快递|师傅|厂家|财务)们?"
    "(?:之前|刚才|也|都|上面|上|里)?(?:说|讲|答应|承诺|显示|写|提到|要求|约)"
)
REFUSALS = (DENIAL, DOUBT, HIS_PART, REPORTED)
ALONE = 14
"""Characters: a clause with a date and no deed belongs to its neighbour when it is no longer."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: the words, their place in code points of the text, what about, and until when.

    `topic`: refund, ship, visit, invoice, reply, handle.
    """

    quote: str
    start: int
    end: int
    topic: str
    due: Deadline


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence; `times` are the moments in it."""

    text: str
    start: int
    times: tuple[DueTime, ...]

    @property
    def end(self) -> int:
        """The place behind its last character."""
        return self.start + len(self.text)

    @property
    def rest(self) -> str:
        """Its words without the moments and without empty words."""
        words, at = "", 0
        for time in self.times:
            words += self.text[at : time.start - self.start] + "◇"
            at = time.end - self.start
        return EMPTY_WORDS.sub("", words + self.text[at:])


def find_promises(text: str, said_at: datetime, calendar: WorkingCalendar) -> tuple[Promise, ...]:
    """The dated promises in a text, in order; nothing asked, doubted, denied, conditional, past or another's.

    Rather one too few than one too many: each one found is put before the person who said it.
    """
    times = find_due_times(text, said_at, calendar)
    found: list[Promise] = []
    for sentence in SENTENCE.finditer(text):
        words = sentence.group()
        if QUESTION.search(words.strip()):
            continue
        clauses = list(_clauses(words, sentence.start(), times))
        for index, clause in enumerate(clauses):
            promise = _read(clauses, index, text) if clause.times else None
            if promise is not None:
                found.append(promise)
    return tuple(found)


def _clauses(sentence: str, offset: int, times: list[DueTime]) -> Iterator[Clause]:
    for match in CLAUSE.finditer(sentence):
        start, end = offset + match.start(), offset + match.end()
        yield Clause(
            match.group(), start, tuple(one for one in times if start <= one.start and one.end <= end)
        )


def _read(clauses: list[Clause], index: int, text: str) -> Promise | None:
    """The promise of the clause with a moment, with the neighbour that names the deed if it names none."""
    spoken = _with_deed(clauses, index)
    if spoken is None or _is_conditional(clauses, clauses.index(spoken[0])):
        return None
    rest = "，".join(clause.rest for clause in spoken)
    if CONDITION.search(rest) or any(refusal.search(rest) for refusal in REFUSALS):
        return None
    raw = "".join(clause.text for clause in spoken)
    if HABIT.search(raw) or PAST.search(rest) or (DEED_DONE.search(rest) and not AHEAD.search(raw)):
        return None
    if OTHERS.search(rest) and not OURS.search(rest):
        return None
    start, end = spoken[0].start, spoken[-1].end
    quote = text[start:end].strip(" 。！!；;~\n")
    begins = text.index(quote, start)
    due = max((one.due for one in clauses[index].times), key=lambda due: due.at)
    return Promise(quote, begins, begins + len(quote), _topic(rest), due)


def _with_deed(clauses: list[Clause], index: int) -> list[Clause] | None:
    clause = clauses[index]
    if DEEDS.search(clause.rest):
        return [clause]
    if len(clause.text) > ALONE:
        return None
    after, before = clauses[index + 1 : index + 2], clauses[max(index - 1, 0) : index]
    for neighbour, pair in ((after, [clause, *after]), (before, [*before, clause])):
        if neighbour and not neighbour[0].times and DEEDS.search(neighbour[0].rest):
            return pair
    return None


def _is_conditional(clauses: list[Clause], index: int) -> bool:
    """Whether what comes before in the sentence makes it depend on something."""
    for clause in clauses[:index]:
        rest = clause.rest
        if CONDITION.search(rest) or (HIS_DEED.search(rest) and not DONE.search(clause.text)):
            return True
    return False


def _topic(rest: str) -> str:
    """What is promised: the first deed after the moment, else the last one before it."""
    deeds = list(DEEDS.finditer(rest))
    at = rest.find("◇")
    chosen = next((deed for deed in deeds if deed.start() > at), deeds[-1])
    return str(chosen.lastgroup)

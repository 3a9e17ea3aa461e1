"""Who wants to speak with a person, and who says that none is needed: clause by clause, before any model."""

import re

CLAUSE = re.compile(r"[，。!?,;；、\n]")
SOMEBODY = (
    r"(?:真人|活人|坐席|专员|专人(?!送|上门|安装|配送)|主管(?!道)|经理(?!椅)|负责人|领导|(?<![了啦吗呢吧啊呀嘛么哦])老板(?![椅桌台键]|电器)"
    r"|人工(?=$|客服|服务|坐席|热线|电话|专员|[来过处看咨帮给接跟和吧啊呀哈呢嘛哦了行可谢唠]|的$))"
)
"""A person of the shop; not 人工智能, 人工费, 老板椅, nor the 老板 who is spoken to at the end."""
BOT = (
    r"(?:(?<![扫拖洗吸炒擦窗地菜割草学习])机器人(?!玩具|模型)|智能客服|智障客服|自动回复|人机"
    r"|(?<![a-z])ai(?![a-z]|手机|音箱|眼镜|功能|款))"
)
"""The machine that talks; not one that is sold."""
REFUSES_BOT = re.compile(
    rf"(?:不(?:要|想|跟|和|用)|[别甭]|唔(?:好|要)|拒绝|讨厌|受够).{{0,6}}{BOT}"
    rf"|{BOT}.{{0,6}}(?:没用(?![几两三一半多过])|听不懂|废物|滚|走开|不行|智障|太[蠢笨])"
    r"|(?:拿|对着?|跟|和)机器人?(?:糊弄|说|聊|讲|打发|应付|对话)"
    r"|(?:找|换|来|叫|要|派|喊)个?(?:真|活)人|[搵揾].{0,2}人|真人客服"
    r"|(?<![人货])(?:换|找|叫|来|喊|派|整)一?个人(?=$|[来过跟和聊说处噻嘛吧弄唠])"
)
ASKED_FOR = re.compile(
    rf"转(?![账寄转告送移]).{{0,6}}(?:客服|售后$|人工(?!智能)|{SOMEBODY})|接[入通到]?(?:一下)?(?:人工(?!智能)|真人)"
    r"|[跟和同与](?:你们)?的?(?:真人|活人|人工|负责人|领导|老板|经理|主管)[说聊讲谈倾沟对]"
    rf"|(?:换|找|叫|喊|派|联系|联络|安排).{{0,5}}{SOMEBODY}"
    rf"|(?:请|让|要).{{0,5}}{SOMEBODY}(?=$|[来跟和对联处介回打接]|出来|的电话)"
    r"|(?<!让我)(?:找|联系|联络)(?:一下|到|下)?(?:你们|你家|平台|店家|在线)?的?客服(?=$|[吧啊呢吗聊说]|小姐姐)"
    r"|有(?:没有?.{0,5}[的人]|谁(?:能|可以)?)出来.{0,2}[说回应吱讲理]"
    r"|(?:找|叫|让)(?:你们|你们店)?的?(?:客服|(?:商家|店家)(?:的人)?)(?=来|出来|[跟和给]我)"
    r"|有(?:没有)?(?:真人|活人|人工(?:客服|服务)?)(?=$|[在吗么没啊呀能回来接吱理管]|可以)"
    r"|(?:真人|人工(?:客服|服务)?)还?在(?=不在|[吗么线哪没])"
    r"|(?:没有?|连|有)个?人工(?:客服|服务)?(?=$|[吗么的啊呀]|都|也)|^(?:zr?g|zrgkf)$"
    r"|人工(?:客服|服务|坐席)?.{0,3}(?:时间|几点|上班|在线|排队|入口)"
    r"|(?:客服|公司|总部|官方|投诉部门?)(?:的|官方|服务|联系)?(?:电话|热线|号码|专线|入口|联系方式)"
    r"[是给发有号码]{0,2}.{0,2}(?:多少|几号|什么|在哪|哪里|[我呢吗]|一下|$)"
    r"|(?:服务|客服|咨询|400)热线|热线(?:电话)?(?:号码)?(?=是|多少|几|给|发|有|$)"
    r"|(?:客户服务|客服|工作)人员.{0,2}(?:在|来|呢|处理|联系)|(?:找|要|叫).{0,4}(?:客户服务|客服|工作)人员"
)
CALL_ME = re.compile(
    r"[给跟同帮]我.{0,2}[回打来拨](?:一?个|过来|过)?.{0,2}电|[回来致打]电话?[给于]我|回我电话|语音通话"
    r"|[打来]个?电话(?:来|过来)?.{0,1}(?:教|讲|说明|指导|解释)|(?:客服|售后|你们).{0,4}[打回]给?我.{0,2}(?:手机|电话)|电话(?:联系|沟通)(?=我|吗|吧|一下)"
)
NOT_BY_SERVICE = re.compile(
    r"已经|物流|[他她]|快递|派[件送]|[配送]送|送[货到来]|到货|师傅|安装|到了|备注|骑手|驿站|签收|发货|骚扰|催"
    r"|不(?:要|用|必|需要)|[别没会]"
)
"""A call of the courier or the fitter, one that was told of, or one that is not wanted."""
ESCALATES = re.compile(
    r"往上(?:升级|反映|报|反馈)|[反报转][映馈告]?给(?:你们)?的?(?:上级|上面|领导|主管|经理)|上级.{0,4}(?:电话|联系)"
    r"|升级(?:处理|投诉|给|到(?:上级|主管))|[能会].{0,3}解决(?:问题|事).{0,2}的?人"
    r"|[找换叫]个.{0,4}(?:说了算|管事|做主|拍板)的"
    r"|换.{0,3}(?:脑子|能解决|懂行?|会说人话|明白|管[用事])的"
)
DECLINES = re.compile(
    r"(?:[不无]用|[不无]需要?|不要|不必|没必要|用不着|不想|先不|[别甭])再?(?:[给帮替]我|麻烦)?(?:转接?|找|接|联系|叫|请)?(?:你们|到)?"
    r"(?:人工(?!智)|真人|客服|电话联系|打电话|来电)(?!.{0,4}(?:敷衍|糊弄|踢皮球))"
)


def refuses_bot(text: str) -> bool:
    """Whether a folded text wants no machine."""
    return any(REFUSES_BOT.search(clause) and not DECLINES.search(clause) for clause in CLAUSE.split(text))


def wants_person(text: str) -> bool:
    """Whether a folded text plainly asks for a person, for a call, or for somebody higher."""
    return any(_wants(clause) and not DECLINES.search(clause) for clause in CLAUSE.split(text))


def declines_person(text: str) -> bool:
    """Whether a folded text says that no person is needed, and nowhere else that one is."""
    return bool(DECLINES.search(text)) and not (wants_person(text) or refuses_bot(text))


def _wants(clause: str) -> bool:
    called = CALL_ME.search(clause) and not NOT_BY_SERVICE.search(clause)
    return bool(called or ASKED_FOR.search(clause) or ESCALATES.search(clause))

"""Whether a message asks for a person, in whatever words; what only looks like it (人工智能, 真人实拍) does not."""

from __future__ import annotations

import re

_IN_CHARGE = r"能?(?:做主|管事|说话(?:算[数话])?|解决问题|拍板|懂行)的"
_PERSON = (
    "人工(?:客服|服务)?|真人(?:客服)?|活人|主管|经理|店长|老板|掌柜|领导|负责人|上级|专员|客服(?:人员|专员|本人|小姐姐)?|员工|工作人员"
    rf"|值班的?|{_IN_CHARGE}|售后(?:部门?)?的?(?:人|同事|客服)?|同事"
)
_ASKS = re.compile(
    rf"(?:转接?|找|叫|喊|换|接|连|联系)(?:一?下|一?个|到|成|给|回|你们?家?的?|我|帮我){{0,3}}(?:{_PERSON})"
    r"|(?:要|来|派|给我|让|请|安排|有没有|有)(?:个|一个|你们的?|位|一位)?(?:人工(?!费)|真人|活人|主管|经理|店长|负责人|工作人员|员工"
    rf"|{_IN_CHARGE})"
    r"|^[^\w]*(?:请|麻烦|快|直接|我要|还是|算了)?[，, ]*(?:转|转接)?(?:人工|真人)(?:客服|服务)?[吧呢啊呀吗没]?[^\w]*$"
    r"|(?:不|别|不要|不想|懒得)(?:再)?(?:想|要|用|愿意)?(?:跟|和|同|让|拿|对着)(?:你|机器人?|机器客服|AI|ai|自动回复)(?:再)?"
    r"(?:说(?!了)|聊|讲|谈|废话|对话|糊弄|打发)"
    r"|(?:会|能)?(?:喘气|说人话|说话)的(?:人|客服|员工|同事)?(?:吗|没|$|来|跟)"
    r"|(?:活的|活生生的?|真正的|有血有肉的?)(?:人|员工|客服)|真客服"
    r"|(?:让|叫|找)(?:上次|之前|昨天|昨晚|刚才|刚刚|原来)[^，。]{0,8}(?:来|接|处理|客服|那位|那个人)"
)
# In an installation, a repair or a delivery these mean somebody else.
_MAY_ASK = re.compile(
    r"(?:来|找|换|叫|派)一?个?(?:下人|人|大活人)(?:来|跟我|给我|行不行|行吗|可以吗|吧|$|处理|回|说|聊)"
    r"|(?:给我|让人|叫人)(?:回个?电话|打个?电话|回电)|打个?电话给我"
)
_LOOKS_ALIKE = re.compile(
    "人工(?:智能|呼吸|费|成本|降雨|草[坪皮]?|色素|合成|香精|香料|甜味剂|添加|养殖|饲养|种植|授粉|培育|湖|岛|关节|皮革?|石|钻|宝石|晒|晾"
    "|水晶|珍珠|泪液|耳蜗|打磨|缝制?|制作|做的|种的|编织|手绘|剪|采摘|挑选|分拣|筛选|包装|检测|质检|审核|翻译|配音|识别|安装|上门)"
    "|(?:纯|全|半|手工|靠|省|不用|费|师傅)人工(?!客服)|人手工"
    "|真人(?:实拍|秀|版|上身|上脚|试穿|试色|出镜|测评|模特|拍|穿|照|图|发|手|语音|声|效果|在穿|CS|cs)|真人真事|真人一样"
    "|(?:几点|半夜|周末)[^，。]{0,4}(?:有|找)人工|人工(?:客服)?(?:是|都)?(?:几点|什么时候|多久|多晚|上班|下班|工作时间|的?时间|24|周末|晚上|全天)"
    "|(?:客户|产品|区域|项目|大堂|总)经理|(?:经理|领导|老板|主管|店长)(?:人|装|款|椅|办公|桌|电器|娘|杯|油烟机|键|力|牌|级|会计|护师|推荐|让我|说|气质|那种)"
    "|(?:送|给)(?:我们|我|客户)?(?:领导|老板|经理|同事|客户)|当经理|专员证|(?:扫地|炒菜|变形|玩具|乐高|智能)机器人"
    "|(?:快递|派送|送货|师傅|小哥|骑手)[^，。]{0,8}电话|电话(?:手表|卡|机|本|线)|找(?:人|同事|朋友)[^，。]{0,2}(?:代付|拼单|一起|参考)|帮忙参考|(?:什么时候|啥时候|几点|多久|大概|是不是|等着?|没有?|会)[^，。]{0,8}(?:联系|回电|打电话|电话|回访)|(?:店里|仓库|你们)人工(?:多少|几)|人工(?:多少|贵|降噪|皮毛|奶油|提取|打包|叠|还是|或者)|还是人工|换人穿"
)
_DENIED = re.compile(
    r"(?:不用|不要|不需要|不想|不找|别|先不|没有?要|没说要|没想|用不着|不是要)(?:给我|帮我|再)?(?:转接?|找|叫|要)?(?:人工|真人|找?人$)"
)
_YES = re.compile(r"嗯|^好|^行|^对|^要|可以|是的|OK|ok|转|麻烦|帮我|请|联系|拦|^改|马上|赶紧|同意|需要|必须|叫|找")
_NO = re.compile(r"不用|不要|不了|不需要|算了|别|没事|自己|先不|[吗呢]$|多少|几天|怎么")


def asks_in_words(text: str) -> bool:
    """Whether the words alone ask for a person."""
    return not _DENIED.search(text) and bool(_ASKS.search(_LOOKS_ALIKE.sub("　", text)))


def may_ask(text: str) -> bool:
    """Whether the words ask for a person if nothing else is meant by them."""
    return not _DENIED.search(text) and bool(_MAY_ASK.search(_LOOKS_ALIKE.sub("　", text)))


def only_looks_like_it(text: str) -> bool:
    """Whether a classifier that hears a request here hears a look-alike, or the opposite."""
    return bool(_DENIED.search(text) or _LOOKS_ALIKE.search(text)) and not (asks_in_words(text) or may_ask(text))


def says_yes(text: str) -> bool:
    """Whether it takes an offer that the bot has just made."""
    return bool(_YES.search(text)) and not _NO.search(text)

"""What is wrong with a piece, in the shopper's own words."""

from __future__ import annotations

from actions.services.fields import LONGEST, NOTHING_TO_SHOW
from actions.services.forms import NOTHING, Field, Read, Step
from actions.services.reply import Reply

FAULT = "fault"


def fault(label: str, ask: str) -> Field:
    """The message that began it counts, if it tells more than that something is wrong."""

    def read(step: Step, asked: bool) -> Read:
        said = step.text.strip()
        if tells_a_fault(said) and (asked or not step.value(FAULT)):
            return Read({FAULT: said[:LONGEST]})
        if not asked or len(said) < 2 or step.is_elsewhere() or NOTHING_TO_SHOW.search(said):
            return NOTHING
        return Read({FAULT: said[:LONGEST]})

    return Field(FAULT, label, lambda step: Reply(ask), read)


def tells_a_fault(said: str) -> bool:
    return any(word in said for word in _WORDS)


_WORDS = (
    "开线", "脱线", "起球", "缩水", "掉色", "褪色", "染色", "开胶", "断", "裂", "破", "掉毛", "钻绒", "拉链", "扣子", "磨脚", "掉皮", "异味", "味道",
    "刺鼻", "塑料味", "不加热", "不热", "不转", "不动", "不亮", "不出", "不制", "没反应", "开不了", "充不进", "漏", "噪音", "声音", "响", "涂层", "生锈",
    "夹生", "煮不熟", "溢", "哈喇", "软了", "受潮", "结块", "搓泥", "分层", "太硬", "不灵", "失灵", "接触不良", "松了", "歪", "变形", "污渍", "脏",
    "没电", "不通电", "跳闸", "续航", "卡住", "堵", "除甲醛", "瑕疵", "次品",
)  # fmt: skip

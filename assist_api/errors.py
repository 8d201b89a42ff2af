"""Everything that can go wrong, a class a cause. `code` is stable; the sentence is for people. HTTP is unknown here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


class XiaoerError(Exception):
    code = "error"
    sentence = "出了点问题，请稍后再试。"
    details: Mapping[str, Any] = {}  # for programs, beside the sentence

    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or self.sentence)


class InvalidInput(XiaoerError):
    code = "invalid_input"
    sentence = "提交的内容不符合要求。"


class EmptyText(InvalidInput):
    code = "empty_text"
    sentence = "消息不能为空。"


class TextTooLong(InvalidInput):
    code = "text_too_long"
    sentence = "消息太长了，请控制在 2000 字以内，可以分几条发。"


class ControlCharacters(InvalidInput):
    code = "control_characters"
    sentence = "消息里有无法显示的控制字符。"


class SlotsUnfilled(InvalidInput):
    code = "slots_unfilled"
    sentence = "还有没填的内容，请补上或删掉再发送。"


class RedLineCrossed(InvalidInput):
    """`findings`: the lines that stop the draft, as the check of drafts tells them."""

    code = "red_line_crossed"
    sentence = "这段话触及红线，不能发送，请改写后再发。"

    def __init__(self, sentence: str, findings: Sequence[Mapping[str, object]]) -> None:
        super().__init__(sentence)
        self.details = {"findings": list(findings)}


class PictureKindRefused(InvalidInput):
    code = "picture_kind_refused"
    sentence = "只能发 JPG、PNG 或 WebP 图片。"


class PictureBroken(InvalidInput):
    code = "picture_broken"
    sentence = "这张图片打不开，请换一张，或截图后再发。"


class PictureTooLarge(XiaoerError):
    code = "picture_too_large"
    sentence = "图片太大了，请控制在 5 MB 以内。"


class EntryRefused(InvalidInput):
    code = "entry_refused"
    sentence = "知识库不接受这条内容。"


class NotSignedIn(XiaoerError):
    code = "not_signed_in"
    sentence = "请先登录，或重新打开页面。"


class WrongPassword(NotSignedIn):
    code = "wrong_password"
    sentence = "姓名或密码不对。"


class TokenRefused(NotSignedIn):
    code = "token_refused"
    sentence = "身份凭证无效或已过期，请重新登录。"


class SignatureRefused(NotSignedIn):
    code = "signature_refused"
    sentence = "签名不对，没有接收。"


class NotAllowed(XiaoerError):
    code = "not_allowed"
    sentence = "您没有这个操作的权限。"


class ConversationNotFound(XiaoerError):
    code = "conversation_not_found"
    sentence = "没有找到这个会话。"


class PictureNotFound(XiaoerError):
    code = "picture_not_found"
    sentence = "没有找到这张图片。"


class MessageNotFound(XiaoerError):
    code = "message_not_found"
    sentence = "没有找到这条消息。"


class SuggestionNotFound(XiaoerError):
    code = "suggestion_not_found"
    sentence = "没有找到这条建议回复。"


class CannedReplyNotFound(XiaoerError):
    code = "canned_reply_not_found"
    sentence = "没有找到这条话术，可能已经被删除了。"


class ProposalNotFound(XiaoerError):
    code = "proposal_not_found"
    sentence = "这条建议已经处理过，或有了新的内容，请刷新列表。"


class InboxItemNotFound(XiaoerError):
    code = "inbox_item_not_found"
    sentence = "收件箱里没有这条消息，请刷新列表。"


class AlreadyWritten(XiaoerError):
    code = "already_written"
    sentence = "这句话已经写进训练数据，不能再改标注。"


class LabelledTwice(XiaoerError):
    code = "labelled_twice"
    sentence = "这句话已经有两位标注员标过，请由审核员裁定。"


class NothingToUndo(XiaoerError):
    code = "nothing_to_undo"
    sentence = "没有可以撤销的标注。"


class TrainingNotFound(XiaoerError):
    code = "training_not_found"
    sentence = "没有找到这次训练。"


class TrainingEnded(XiaoerError):
    code = "training_ended"
    sentence = "这次训练已经结束了。"


class TrainingQueueFull(XiaoerError):
    code = "training_queue_full"
    sentence = "排队的训练太多了，请等前面的结束，或先取消几个。"


class ModelNotFound(XiaoerError):
    code = "model_not_found"
    sentence = "没有找到这个模型，可能已经被清理，请重新训练。"


class ModelRefused(XiaoerError):
    """The live model goes on."""

    code = "model_refused"
    sentence = "这个模型没能上线，线上的机器人不受影响。"


class EntryNotFound(XiaoerError):
    code = "entry_not_found"
    sentence = "没有找到这条知识，可能已经下线了。"


class DraftNotFound(XiaoerError):
    code = "draft_not_found"
    sentence = "这条知识没有草稿，可能已经发布或被放弃了，请刷新。"


class DraftMoveRefused(XiaoerError):
    code = "draft_move_refused"
    sentence = "草稿当前的状态不能这样操作。"


class OwnDraft(XiaoerError):
    code = "own_draft"
    sentence = "自己写的草稿要请另一位审核员审核。"


class DraftChanged(XiaoerError):
    code = "draft_changed"
    sentence = "这份草稿刚刚被别人改过，请刷新看过再操作。"


class EntryChanged(XiaoerError):
    """`now`: the entry as it counts; None where it is gone."""

    code = "entry_changed"
    sentence = "这条知识在您修改期间变了，请对照现在的内容再保存一次草稿。"

    def __init__(self, now: Mapping[str, Any] | None = None) -> None:
        super().__init__()
        self.details = {"now": now}


class DataChanged(XiaoerError):
    code = "data_changed"
    sentence = "训练数据刚刚被改过，请刷新后再看一遍。"


class DataChangeRefused(InvalidInput):
    code = "data_change_refused"
    sentence = "这样改不了训练数据。"


class DataNotWritable(XiaoerError):
    code = "data_not_writable"
    sentence = "训练数据的文件无法写入，请联系管理员。"


class ExamRefused(InvalidInput):
    code = "exam_refused"
    sentence = "这句话不能放进考卷。"


class FailureNotFound(XiaoerError):
    code = "failure_not_found"
    sentence = "“已知答错”清单里没有这句话，请刷新列表。"


class TrialNotFound(XiaoerError):
    code = "trial_not_found"
    sentence = "没有找到这个试聊，请检查链接是否完整。"


class TrialEnded(XiaoerError):
    code = "trial_ended"
    sentence = "这个试聊链接已经过期了，请向分享的同事要一个新的。"


class ConversationTestRefused(InvalidInput):
    code = "conversation_test_refused"
    sentence = "这段对话测试的写法不对。"


class ClusterNotFound(XiaoerError):
    code = "cluster_not_found"
    sentence = "没有找到这个聚类，可能已经重新整理过，请刷新。"


class ClusterDecided(XiaoerError):
    code = "cluster_decided"
    sentence = "这个聚类已经有人处理过了，请刷新。"


class ClusteringRuns(XiaoerError):
    code = "clustering_runs"
    sentence = "正在整理，请等这一次结束。"


class NothingToCluster(XiaoerError):
    code = "nothing_to_cluster"
    sentence = "收件箱里还没有可以整理的消息。"


class IntentRefused(InvalidInput):
    """`unfit`: by message, why it may not be among the first sentences."""

    code = "intent_refused"
    sentence = "这个意图不能这样新建。"

    def __init__(self, sentence: str, unfit: Mapping[str, str] | None = None) -> None:
        super().__init__(sentence)
        self.details = {"items": [{"id": item, "reason": reason} for item, reason in (unfit or {}).items()]}


class CallbackNotFound(XiaoerError):
    code = "callback_not_found"
    sentence = "没有找到这个回电请求。"


class ProductNotFound(XiaoerError):
    code = "product_not_found"
    sentence = "没有找到这件商品。"


class TicketNotFound(XiaoerError):
    code = "ticket_not_found"
    sentence = "没有找到这张工单。"


class PromiseNotFound(XiaoerError):
    code = "promise_not_found"
    sentence = "没有找到这条承诺。"


class CompensationNotFound(XiaoerError):
    code = "compensation_not_found"
    sentence = "没有找到这笔补偿，可能已经处理过了。"


class TicketMoveRefused(XiaoerError):
    code = "ticket_move_refused"
    sentence = "工单当前的状态不能这样操作。"


class OrderNotFound(XiaoerError):
    code = "order_not_found"
    sentence = "没有找到这位顾客的这笔订单或退货单。"


class DemoNotFound(XiaoerError):
    code = "demo_not_found"
    sentence = "这里没有演示店铺。"


class FactsChanged(XiaoerError):
    """What a draft tells is not so any more; it may be sent once its writer has seen that."""

    code = "facts_changed"
    sentence = "这条回复里的信息刚刚变了，请看一眼再发。"

    def __init__(self, changes: Sequence[Mapping[str, Any]] = (), text: str | None = None) -> None:
        """`text`: as it would be worded now."""
        super().__init__()
        self.details = {"changes": list(changes), "text": text}


class FactsUnchecked(FactsChanged):
    code = "facts_unchecked"
    sentence = "店铺系统暂时没有响应，没能核对这条回复里的信息。您确认无误的话，可以再发一次。"


class ConversationTaken(XiaoerError):
    code = "conversation_taken"
    sentence = "这个会话已由其他客服接待。"


class NothingToTake(XiaoerError):
    code = "nothing_to_take"
    sentence = "现在没有适合您接待的排队顾客。"


class NotTaking(XiaoerError):
    """Whoever asks for a case may have none now: busy, away, or as many as the limit allows."""

    code = "not_taking"
    sentence = "您现在不接新会话。"


class OperationRefused(XiaoerError):
    """The shop's rules forbid it, or the role may not give so much; nothing was done. `refusal`: the shop's reason."""

    code = "operation_refused"
    sentence = "这个操作现在办不了。"

    def __init__(self, sentence: str, refusal: str) -> None:
        super().__init__(sentence)
        self.details = {"refusal": refusal}


class TransferNotFound(XiaoerError):
    code = "transfer_not_found"
    sentence = "这次转接已经结束了，可能已被处理、撤回或超时。"


class NobodyThere(XiaoerError):
    code = "nobody_there"
    sentence = "对方现在不在线，可以转给技能组，或换一位同事。"


class ShiftItemNotFound(XiaoerError):
    code = "shift_item_not_found"
    sentence = "这项交接已经有人接收，或不是交给您的，请刷新。"


class IllegalMove(XiaoerError):
    code = "illegal_move"
    sentence = "会话当前的状态不能这样操作。"


class FeelingNotRead(XiaoerError):
    code = "feeling_not_read"
    sentence = "这条消息没有情绪可标：不是顾客的话、没有文字，或者还没读完，请稍后再试。"


class FeelingMarkNotFound(XiaoerError):
    code = "feeling_mark_not_found"
    sentence = "没有找到这条情绪标注，请刷新列表。"


class RecallTooLate(XiaoerError):
    code = "recall_too_late"
    sentence = "这条消息发出超过 2 分钟，不能撤回了。"


class TooManyRequests(XiaoerError):
    code = "too_many_requests"
    sentence = "发送得太快了，请稍等几秒再试。"


class TooManyPictures(TooManyRequests):
    code = "too_many_pictures"
    sentence = "图片发得有点多了，请过一会儿再发，或用文字说明。"


class BotUnavailable(XiaoerError):
    code = "bot_unavailable"
    sentence = "机器人暂时没有响应，请稍后再试或联系人工客服。"


class ShopUnavailable(XiaoerError):
    code = "shop_unavailable"
    sentence = "店铺系统暂时没有响应，请稍后再试。"


class EntriesNotWritable(XiaoerError):
    code = "entries_not_writable"
    sentence = "知识库文件无法写入，请联系管理员。"


class SettingsRefused(XiaoerError):
    code = "settings_refused"
    sentence = "配置不能使用。"

"""What follows a message: it is read, the policy decides, and bot, queue or the agent's panel gets it.

Reads first (bot, models, shop), then one service that writes; no adapter is called inside a unit of work.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from assist_api.adapters.bot import BotAnswer, BotClient, BotReply
from assist_api.adapters.feeling import FeelingReader
from assist_api.adapters.knowledge import KnowledgeReader, in_place_of
from assist_api.adapters.shop import ShopReader
from assist_api.adapters.talk import TalkReader
from assist_api.domain import empathy, held_back, questions
from assist_api.domain.bot_lines import reads_as_failure
from assist_api.domain.conversation import State
from assist_api.domain.events import Event, MessagePosted, Typing
from assist_api.domain.handover import ATTENDED, Circumstances, Turn, settles
from assist_api.domain.messages import FeltAs, Sender, Understanding, buttons, payload_of
from assist_api.domain.outreach import Rules
from assist_api.domain.pictures import WORDLESS
from assist_api.domain.same_question import says_again
from assist_api.domain.thresholds import Thresholds
from assist_api.domain.ticket_clocks import TicketRules
from assist_api.domain.topics import topic_of
from assist_api.domain.waiting_time import WaitingRules
from assist_api.errors import BotUnavailable
from assist_api.handing_over import HandingOver
from assist_api.judging import Judge, asked
from assist_api.outreach.answers import Answers
from assist_api.runner import Runner
from assist_api.services import answering, answers_first, closing, desk, helping, silence
from assist_api.services.answering import TO_HUMAN, Outcome, Promise, Reading, Reply, Verdict, Work
from assist_api.services.presence import GONE_AFTER
from assist_api.ticketing.answers import TicketAnswers

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=10)
SWEEP_S = 1.0
MOST_ATTEMPTS = 3
PAUSE = timedelta(seconds=1)  # before broken work is tried again
AGENT_WAITS_S = 0.25  # then suggestions come without understanding
OFFER_PERSON = buttons(("转人工", TO_HUMAN))
SILENT_BOT = "不好意思，小二这会儿没能及时答上来，您的消息已经收到。可以稍等再问我一次，或者直接转人工客服。"
_SORRY = Reply(empathy.BROKEN)
NOTHING_KNOWN = "这个问题我没有找到准确的答案，不敢随便回答您。要不要转人工客服帮您确认？"


@dataclass(frozen=True)
class Tools:
    """Everything slow or outside that a reaction asks."""

    bot: BotClient
    feeling: FeelingReader
    knowledge: KnowledgeReader
    shop: ShopReader
    thresholds: Thresholds
    clock: Callable[[], datetime]
    outreach_rules: Rules
    waiting: WaitingRules
    ticket_rules: TicketRules
    talk: TalkReader | None = None  # None: the rules judge alone


class Suggest(Protocol):
    """`waits_s`: how long for the bot's understanding."""

    async def __call__(self, conversation_id: str, waits_s: float = ...) -> object: ...


class Reactor:
    """Works off what conversations are owed: one task a conversation, so that answers keep the questions' order."""

    def __init__(self, runner: Runner, tools: Tools, suggest: Suggest) -> None:
        """`suggest`: what a conversation gets that a person owns."""
        self._runner = runner
        self._tools = tools
        self._suggest = suggest
        self._judge = Judge(runner, tools.shop, tools.thresholds, tools.clock, tools.talk)
        self._handing_over = HandingOver(tools.shop, tools.clock)
        self._answers = Answers(runner, tools.shop, tools.clock, tools.outreach_rules.answer)
        self._taps = TicketAnswers(runner, tools.ticket_rules, tools.clock)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._again: set[str] = set()
        self._sweeper: asyncio.Task[None] | None = None
        self._desks_are_back = tools.clock()

    async def start(self, *, alone: bool) -> None:
        """`alone`: no other process answers, so that whoever held a lease is dead."""
        if alone:
            await self._runner.run(answering.release_leases)
        self._desks_are_back = self._tools.clock() + GONE_AFTER
        self._sweeper = asyncio.create_task(self._sweep())

    async def stop(self) -> None:
        tasks = [*self._tasks.values(), *([self._sweeper] if self._sweeper else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def follow(self, events: Iterable[Event]) -> None:
        for event in events:
            if isinstance(event, MessagePosted) and event.message["from"] == Sender.SHOPPER:
                self._wake(event.conversation_id)

    def _wake(self, conversation_id: str) -> None:
        if conversation_id in self._tasks:
            self._again.add(conversation_id)
            return
        task = asyncio.create_task(self._work_off(conversation_id))
        self._tasks[conversation_id] = task
        task.add_done_callback(lambda done: self._ended(conversation_id, done))

    def _ended(self, conversation_id: str, task: asyncio.Task[None]) -> None:
        self._tasks.pop(conversation_id, None)
        if not task.cancelled() and (error := task.exception()):
            log.error(
                "reaction.failed conversation=%s", conversation_id, exc_info=error
            )  # owed still: the sweep retries
        elif conversation_id in self._again:
            self._again.discard(conversation_id)
            self._wake(conversation_id)

    async def _sweep(self) -> None:
        while True:
            try:
                for conversation_id in await self._runner.read(answering.owed, self._tools.clock()):
                    self._wake(conversation_id)
                await self._help_overdue()
                await self._give_back_abandoned()
                await self._give_back_silent()
            except Exception:  # whatever the database has now, it must be asked again
                log.exception("sweep.failed")
            await asyncio.sleep(SWEEP_S)

    async def _help_overdue(self) -> None:
        helps_after, now = self._tools.thresholds.mode.bot_helps_after, self._tools.clock()
        for conversation_id in await self._runner.read(answers_first.overdue, helps_after, now):
            await self._runner.run(answers_first.begin_to_help, conversation_id, now)
            self._wake(conversation_id)

    async def _give_back_abandoned(self) -> None:
        """Not at once after a start: while nobody answered here, no desk could tell that it is open."""
        if self._tools.clock() < self._desks_are_back:
            return
        for conversation_id in await self._runner.read(desk.abandoned, self._tools.clock()):
            await self._runner.run(desk.give_back_abandoned, conversation_id, self._tools.clock())

    async def _give_back_silent(self) -> None:
        rules = self._tools.waiting
        for conversation_id in await self._runner.read(silence.silent, rules, self._tools.clock()):
            if await self._runner.run(silence.give_back, conversation_id, rules, self._tools.clock()):
                log.warning("agent.silent conversation=%s", conversation_id)

    async def _work_off(self, conversation_id: str) -> None:
        while work := await self._runner.run(answering.take_up, conversation_id, self._tools.clock(), LEASE):
            try:
                await (self._react(work) if work.attempts < MOST_ATTEMPTS else self._give_up(work))
            except Exception:
                await self._runner.run(answering.put_back, work, self._tools.clock() + PAUSE)
                raise

    async def _give_up(self, work: Work) -> None:
        """A message on which the work broke each time holds up nothing behind it, and its writer gets a person."""
        log.error("reaction.given_up conversation=%s message=%s", work.conversation.id, work.message.id)
        reading, turn = Reading(None, None), Turn(work.message.text, failed=True)
        verdict = self._judge.by_rules(work, turn, asked(ATTENDED, "failure"))
        now = self._tools.clock()
        if not await self._runner.run(answering.hand_over, work, reading, verdict, [_SORRY], self._tools.waiting, now):
            await self._runner.run(answering.settle, work, reading, self._tools.waiting, now)

    async def _react(self, work: Work) -> None:
        if work.conversation.bot_answers:
            await self._runner.hub.publish(Typing(work.conversation.id, "bot"))
        deadline = asyncio.get_running_loop().time() + self._tools.bot.timeout_s
        reading = await self._read(work)
        pressed = payload_of(work.message.text, work.replies)
        if work.conversation.state is State.WAITING:
            pressed = helping.wish(work.message.text, pressed)
        if await self._answers.settled(work, reading, pressed) or await self._taps.settled(work, reading):
            return
        if work.conversation.state is State.BOT and pressed in closing.ANSWERS:
            await self._runner.run(closing.ANSWERS[pressed], work, reading, self._tools.waiting, self._tools.clock())
        elif work.conversation.state is State.BOT:
            await self._answer(work, reading, pressed, deadline)
        elif work.conversation.state is State.WAITING and pressed in helping.WISHES:
            await self._runner.run(helping.WISHES[pressed], work, reading, self._tools.waiting, self._tools.clock())
        elif work.conversation.bot_answers:
            await self._help(work, reading, pressed, deadline)
        elif answers_first.waits_by_mode(work.conversation):
            await self._wait_first(work, reading)
        else:
            await self._runner.run(answering.settle, work, reading, self._tools.waiting, self._tools.clock())
            await self._suggest(work.conversation.id)

    async def _read(self, work: Work) -> Reading:
        """Where the bot is slow to understand, the agent who has the case gets suggestions without it meanwhile."""
        reading = asyncio.create_task(read_message(self._tools, work))
        try:
            if work.conversation.state is State.AGENT:
                done, _ = await asyncio.wait([reading], timeout=AGENT_WAITS_S)
                if not done:
                    await self._suggest(work.conversation.id, 0)
            return await reading
        finally:
            reading.cancel()

    async def _answer(self, work: Work, reading: Reading, pressed: str | None, deadline: float) -> None:
        turn = Turn(work.message.text, reading.understanding, reading.feeling)
        known = await self._judge.circumstances(work.conversation, work.turns(turn))
        verdict = await self._judge.judge(work, turn, asked(known, "requested" if pressed == TO_HUMAN else None))
        if verdict.decision.handover:
            await self._hand_over(work, reading, verdict, turn, ())
            return
        if self._judge.starts_with_person(work.conversation, known):
            await self._place_first(work, reading, verdict)
            return
        answer = await self._ask_bot(work, reading, pressed, deadline)
        outcome = await self._outcome(answer)
        turn = replace(turn, failed=outcome.failed)
        told = "\n".join(reply.text for reply in outcome.replies)
        verdict = await self._judge.judge(work, turn, asked(known, answer.handover, answer.note), told)
        if verdict.decision.handover:
            said = () if outcome.failed else outcome.replies
            await self._hand_over(work, reading, verdict, turn, self._not_said_yet(work, said))
        else:
            outcome = self._honestly(work, outcome, known) if verdict.decision.held_back else outcome
            await self._runner.run(answering.answer, work, reading, verdict, outcome, self._tools.clock())

    def _not_said_yet(self, work: Work, replies: Sequence[Reply]) -> Sequence[Reply]:
        """Whoever is handed over need not read once more what did not help them before."""
        before = [one.text for one in work.remembered if one.sender is Sender.BOT]
        sameness = self._tools.thresholds.sameness
        return [one for one in replies if not says_again(one.text, before, sameness)]

    def _honestly(self, work: Work, outcome: Outcome, known: Circumstances) -> Outcome:
        """Nobody is there who could take over: the bot says so, once."""
        if held_back.was_said(one.text for one in work.history):
            return outcome
        told = held_back.sentence(self._tools.waiting.hours, is_open=known.open)
        return replace(outcome, replies=(*outcome.replies, Reply(told, (OFFER_PERSON,))))

    async def _place_first(self, work: Work, reading: Reading, verdict: Verdict) -> None:
        helps_after, now = self._tools.thresholds.mode.bot_helps_after, self._tools.clock()
        await self._runner.run(answers_first.place, work, reading, verdict, helps_after, self._tools.waiting, now)

    async def _wait_first(self, work: Work, reading: Reading) -> None:
        """Only the mode keeps this shopper in the queue: a reason that shows now makes it a case."""
        turn = Turn(work.message.text, reading.understanding, reading.feeling)
        known = await self._judge.circumstances(work.conversation, work.turns(turn))
        verdict = await self._judge.judge(work, turn, known)
        now = self._tools.clock()
        if verdict.decision.handover:
            told = await self._handing_over.told(work, verdict.decision, work.turns(turn), (), reading.topic)
            await self._runner.run(answers_first.becomes_case, work, reading, verdict, told.understanding, now)
        else:
            await self._runner.run(answering.settle, work, reading, self._tools.waiting, now)
        await self._suggest(work.conversation.id)

    async def _help(self, work: Work, reading: Reading, pressed: str | None, deadline: float) -> None:
        """The bot keeps a waiting shopper company; who asks for a person once more is told the place instead."""
        turn = Turn(work.message.text, reading.understanding, reading.feeling)
        known = await self._judge.circumstances(work.conversation, work.turns(turn))
        known = asked(known, "requested" if pressed == TO_HUMAN else None)
        if helping.wants_the_person(self._judge.by_rules(work, turn, known)):
            await self._runner.run(helping.stop, work, reading, self._tools.waiting, self._tools.clock())
            return
        verdict = await self._judge.judge(work, turn, known)
        outcome = await self._outcome(await self._ask_bot(work, reading, pressed, deadline))
        await self._runner.run(helping.answer, work, reading, verdict, outcome, self._tools.clock())

    async def _hand_over(
        self, work: Work, reading: Reading, verdict: Verdict, turn: Turn, said: Sequence[Reply]
    ) -> None:
        told = await self._handing_over.told(work, verdict.decision, work.turns(turn), said, reading.topic)
        lines, rules = [*said, told.understanding], self._tools.waiting
        now = self._tools.clock()
        await self._runner.run(answering.hand_over, work, reading, verdict, lines, rules, now, told.receipt)

    async def _ask_bot(self, work: Work, reading: Reading, pressed: str | None, deadline: float) -> BotAnswer:
        """The bot's answer; a failure told to the shopper where it gives none before the deadline.

        Of two questions the one that was answered stays answered.
        """
        answers: list[BotAnswer] = []
        try:
            async with asyncio.timeout_at(deadline):
                parts = await self._questions(work.message.text) if pressed is None and reading.understanding else ()
                for number, part in enumerate(parts):
                    answers.append(await self._ask(work, reading, part, None, number))
                if not parts:
                    answers.append(await self._ask(work, reading, work.message.text, pressed))
        except (BotUnavailable, TimeoutError):
            log.warning("bot.unavailable conversation=%s", work.conversation.id)
            answers.append(BotAnswer((BotReply(SILENT_BOT, (OFFER_PERSON,)),), failure="bot_unavailable"))
        return _merged(answers)

    async def _questions(self, text: str) -> Sequence[str]:
        """The two questions of a message that holds two; nothing for one that is asked as it is."""
        parts = questions.candidates(text)
        if parts is None:
            return ()
        understood = [await understand(self._tools, part) for part in parts]
        return parts if questions.both([one for one in understood if one]) else ()

    async def _ask(
        self, work: Work, reading: Reading, text: str, pressed: str | None, part: int | None = None
    ) -> BotAnswer:
        message_id = work.message.id if part is None else f"{work.message.id}.{part}"
        metadata = {**_metadata(work, reading), "message_id": message_id}
        payload = pressed or (None if text else f"/{WORDLESS}")
        return await self._tools.bot.ask(work.conversation.bot_session, text, metadata, payload=payload)

    async def _outcome(self, answer: BotAnswer) -> Outcome:
        replies, failed = [], answer.failure is not None or any(reads_as_failure(one.text) for one in answer.replies)
        for reply in answer.replies:
            told = await self._told(reply)
            failed = failed or told is None
            replies.append(told or Reply(NOTHING_KNOWN, (OFFER_PERSON,)))
        for kind, count in answer.alerts:
            log.warning("shop.alert kind=%s count=%s", kind, count)
        promises = {(kept.order_id, kept.kind): kept for kept in (Promise(*given) for given in answer.promises)}
        return Outcome(tuple(replies), failed, tuple(promises.values()))

    async def _told(self, reply: BotReply) -> Reply | None:
        """The reply in words; one that stands in the knowledge base is looked up, None when it does not stand there."""
        if not reply.asks_knowledge:
            return Reply(reply.text, reply.parts)
        found = await in_place_of(reply, self._tools.knowledge, self._tools.clock())
        return Reply("\n".join(filter(None, (reply.text, found))), reply.parts) if found else None


async def read_message(tools: Tools, work: Work) -> Reading:
    """Understanding and feeling of a message; without the bot the understanding is missing, and that is allowed.

    A picture without a word is not asked about: what it means is known, and it has no feeling.
    """
    if not work.message.text:
        known = Understanding(WORDLESS, 1.0, ((WORDLESS, 1.0),))
        return Reading(known, None, topic_of(work.turns(Turn("", known))))
    understanding = await understand(tools, work.message.text)
    feeling = await asyncio.to_thread(tools.feeling.read, work.message.text)
    turn = Turn(work.message.text, understanding, feeling)
    return Reading(understanding, feeling, topic_of(work.turns(turn)), settles(turn, tools.thresholds))


async def understand(tools: Tools, text: str, limit_s: float | None = None) -> Understanding | None:
    """None where the bot does not say; 0: it is not asked."""
    if limit_s == 0:
        return None
    try:
        return await tools.bot.parse(text, limit_s=limit_s or tools.bot.timeout_s / 2)
    except BotUnavailable:
        return None


def _metadata(work: Work, reading: Reading) -> dict[str, Any]:
    page = work.conversation.page_product_id
    return {
        "shopper_id": work.conversation.shopper_id,
        "page": {"product_id": page} if page else None,
        "feeling": _felt(reading.feeling),
        "focus": _focus(work),
        "pictures": [part["url"] for part in work.message.parts if part["type"] == "picture"],
    }


def _focus(work: Work) -> dict[str, Any] | None:
    """What the bot has just spoken of on its own accord: the answer is about that."""
    ours = work.proactive
    return {"order_id": ours.order_id, "product_id": ours.product_id} if ours else None


def _felt(feeling: FeltAs | None) -> dict[str, Any] | None:
    return {"label": feeling.label, "urgent": feeling.urgent} if feeling else None


def _merged(answers: Sequence[BotAnswer]) -> BotAnswer:
    """Two turns as one answer. It failed when either part did."""
    return BotAnswer(
        tuple(reply for answer in answers for reply in answer.replies),
        next((answer.handover for answer in answers if answer.handover), None),
        next((answer.note for answer in answers if answer.handover), ""),
        next((answer.failure for answer in answers if answer.failure), None),
        tuple(promise for answer in answers for promise in answer.promises),
        tuple(alert for answer in answers for alert in answer.alerts),
    )

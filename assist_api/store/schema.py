"""The tables. Migrations make them; this module is what queries and migrations are checked against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.dialects.postgresql import ARRAY

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime on both databases; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class Names(TypeDecorator[Sequence[str]]):
    """A short list of names, as JSON in a text: PostgreSQL neither compares nor indexes its own JSON."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[str]:
        found: list[str] = json.loads(value) if value else []
        return found


ID = String(40)

conversations = Table(
    "conversations",
    metadata,
    Column("id", ID, primary_key=True),
    Column("shopper_id", String(64)),
    Column("shopper_name", String(80), nullable=False),
    Column("state", String(16), nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("session", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("last_text", Text, nullable=False),
    Column("last_from", String(16), nullable=False),
    Column("agent_id", ID, ForeignKey("staff.id")),
    Column("page_product_id", String(64)),
    Column("feeling", String(16), nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("topic", String(80), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("waiting_since", Moment),
    Column("closed_at", Moment),
    Column("unanswered_since", Moment),  # the shopper's first message that nobody has answered yet
    Column("bot_helps", Boolean, nullable=False, server_default=false()),
    Column("first_answer", String(8), nullable=False, server_default=""),  # domain.conversation.FirstAnswer
    Column("fresh_after", Integer, nullable=False, server_default="0"),  # message before the bot's memory began
    Index(None, "state", "updated_at"),
    Index(None, "shopper_id", "updated_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("client_id", String(64), nullable=False),
    Column("sender", String(16), nullable=False),
    Column("name", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("parts", JSON, nullable=False),
    Column("at", Moment, nullable=False),
    Column("intent", String(64)),
    Column("confidence", Float),
    Column("understanding", JSON),
    Column("feeling", JSON),
    Column("failed", Boolean, nullable=False),  # of a shopper's message: the bot could not answer it
    Column("recalled_at", Moment),  # its words are gone from here then; the audit log keeps them
    Column("canned_id", ID),  # of an agent's message: the canned reply that it came from
    Column("helpful", Boolean),  # of the bot's message: what its shopper says of it; null: nothing
    Column("rated_at", Moment),
    UniqueConstraint("conversation_id", "seq"),
    UniqueConstraint("conversation_id", "sender", "client_id"),
    Index(None, "intent", "at"),
    Index(None, "at"),
    Index(None, "rated_at"),
)

message_search = Table(  # store.search; on SQLite a full-text table of its own kind
    "message_search",
    metadata,
    Column("message_id", ID, primary_key=True),
    Column("letters", Text, nullable=False),  # PostgreSQL only: what stands in the message, without punctuation
    Column("pairs", ARRAY(Text), nullable=False),
    Index("ix_message_search_pairs", "pairs", postgresql_using="gin"),
    info={"made": "by dialect"},
)

pictures = Table(  # that shoppers show; in the database, so that every process has them
    "pictures",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("message_id", ID, ForeignKey("messages.id")),  # null: not sent yet
    Column("kind", String(16), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "conversation_id", "at"),
    Index(None, "message_id", "at"),
)

reactions = Table(
    "reactions",
    metadata,
    Column("message_id", ID, ForeignKey("messages.id"), primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("lease_until", Moment),
    Column("attempts", Integer, nullable=False),
    Column("done_at", Moment),
    Index(None, "done_at", "conversation_id", "seq"),
)

decisions = Table(
    "handover_decisions",
    metadata,
    Column("message_id", ID, ForeignKey("messages.id"), primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("handover", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("urgency", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("inputs", JSON, nullable=False),
    Index(None, "conversation_id", "at"),
)

promises = Table(
    "promises",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("message_id", ID, ForeignKey("messages.id"), nullable=False),
    Column("order_id", String(64), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("kept_at", Moment),
    Column("text", Text, nullable=False, default=""),  # the sentence in which it was found
    Column("by", String(80), nullable=False, default=""),  # "": the bot's own action
    Column("made_at", Moment),
    Column("dropped_at", Moment),  # an agent says that it is none
    Column("warned_at", Moment),
    Column("late_at", Moment),  # said that it is late
    UniqueConstraint("message_id", "order_id", "kind"),
    Index(None, "conversation_id"),
    Index(None, "due_at"),
)

tickets = Table(  # 工单
    "tickets",
    metadata,
    Column("id", ID, primary_key=True),
    Column("key", String(160), nullable=False, unique=True),  # what opened it: once
    Column("conversation_id", ID, ForeignKey("conversations.id")),
    Column("shopper_id", String(64)),
    Column("order_id", String(64)),
    Column("kind", String(16), nullable=False),
    Column("level", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("wish", Text, nullable=False),
    Column("source", String(16), nullable=False),  # bot, agent, phone, shop, system
    Column("opened_by", String(80), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("clocks_from", Moment, nullable=False),  # when it was opened, or opened again
    Column("owner_id", ID, ForeignKey("staff.id")),
    Column("previous_id", ID, ForeignKey("tickets.id")),  # the complaint that this one repeats
    Column("repeated", Integer, nullable=False),  # earlier ones
    Column("reopened", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),  # of the proposed level and kind
    Column("traced", Text, nullable=False),  # supplier and batch
    Column("supervised_at", Moment),
    Column("offered_at", Moment),
    Column("solved_at", Moment),
    Column("told_at", Moment),
    Column("asked_at", Moment),
    Column("closed_at", Moment),
    Column("helped", Boolean),  # as the shopper says
    Column("paused_at", Moment),  # it waits for the shopper
    Column("paused_s", Integer, nullable=False),
    Column("followed_at", Moment),  # a stagnant parcel: when it was looked at last
    Column("warned", JSON, nullable=False),  # clocks of which a warning was given
    Column("revision", Integer, nullable=False),
    Index(None, "state", "opened_at"),
    Index(None, "conversation_id"),
    Index(None, "shopper_id", "opened_at"),
)

shop_tickets = Table(  # of the shop's own system; several may be one complaint
    "shop_tickets",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("ticket_id", ID, ForeignKey("tickets.id"), nullable=False),
    Column("shopper_id", String(64), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),  # by us, because ours is closed
    Index(None, "ticket_id"),
    Index(None, "opened_at"),
)

ticket_events = Table(  # what was done and said about a ticket; it only grows
    "ticket_events",
    metadata,
    Column("row", Integer, primary_key=True),  # their order
    Column("ticket_id", ID, ForeignKey("tickets.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("who", String(80), nullable=False),
    Column("what", String(24), nullable=False),
    Column("text", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index(None, "ticket_id"),
)

receipts = Table(  # of handovers: what was passed on, as its shopper saw it and put it right
    "receipts",
    metadata,
    Column("message_id", ID, ForeignKey("messages.id"), primary_key=True),  # that shows it
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("seq", Integer, nullable=False),  # of that message
    Column("body", JSON, nullable=False),  # domain.receipt.Receipt.part
    Column("changed", String(16), nullable=False),  # see domain.receipt.Changed
    Column("at", Moment, nullable=False),
    Index(None, "conversation_id", "seq"),
)

callbacks = Table(  # wished for while nobody was on duty
    "callbacks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("message_id", ID, ForeignKey("messages.id"), nullable=False),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("ticket_id", ID, ForeignKey("tickets.id"), nullable=False),
    Column("phone", String(20), nullable=False),  # masked once the call is made
    Column("begins_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("done_by", String(80)),
    Index(None, "conversation_id"),
)

resolutions = Table(  # after a person was done: whether it has helped
    "resolutions",
    metadata,
    Column("message_id", ID, ForeignKey("messages.id"), primary_key=True),  # the shopper's answer
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("solved", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
    Index(None, "conversation_id", "at"),
)

compensations = Table(  # what is given to make good, or waits for a supervisor's word
    "compensations",
    metadata,
    Column("id", ID, primary_key=True),
    Column("key", String(160), nullable=False, unique=True),
    Column("ticket_id", ID, ForeignKey("tickets.id"), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("amount", String(16), nullable=False),  # yuan, or points
    Column("fields", JSON, nullable=False),  # of the shop's operation
    Column("reason", Text, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, approved, declined, given, refused
    Column("asked_by", String(80), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("decided_by", String(80), nullable=False),
    Column("decided_at", Moment),
    Column("decided_because", Text, nullable=False),
    Column("done_at", Moment),
    Column("result", Text, nullable=False),
    Index(None, "ticket_id"),
    Index(None, "state", "asked_at"),
)

notes = Table(
    "notes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("agent_id", ID, ForeignKey("staff.id")),  # null: the bot's
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "conversation_id", "at"),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("for_seq", Integer, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("shown_at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),  # of its source: entry, fact, canned, past
    Column("source_id", String(160), nullable=False),
    Column("outcome", String(16)),  # see domain.outcomes; null: shown, and nothing more is known
    Column("outcome_at", Moment),
    Column("agent_id", ID, ForeignKey("staff.id")),
    Column("sent_text", Text),
    Column("operations", JSON),  # what an edited one was changed in
    Column("order_id", String(64), nullable=False),  # chosen on the agent's screen; "": none was
    Column("held_out", Boolean, nullable=False),  # kept from the agent, so that the effect of the others shows
    UniqueConstraint("conversation_id", "for_seq", "order_id", "rank"),
    Index(None, "outcome_at"),
)

exchanges = Table(  # a shopper's question and what an agent sent next
    "exchanges",
    metadata,
    Column("answer_id", ID, ForeignKey("messages.id"), primary_key=True),
    Column("question_id", ID, ForeignKey("messages.id"), nullable=False),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("agent_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("suggested", Boolean, nullable=False),  # it came from a suggestion
    Column("at", Moment, nullable=False),
    Index(None, "at"),
    Index(None, "question_id"),
)

proposals = Table(  # what a trainer is asked to change, add or approve
    "proposals",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),  # change, entry, past
    Column("key", String(160), nullable=False, unique=True),  # the matter: decided once
    Column("state", String(16), nullable=False),  # open, accepted, rejected
    Column("body", JSON, nullable=False),  # what is proposed, and the evidence, masked
    Column("number", Integer, nullable=False),  # of pieces of evidence
    Column("last_at", Moment, nullable=False),  # of the newest
    Column("found_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", ID, ForeignKey("staff.id")),
    Column("result", JSON),  # the entry as it was accepted
    Index(None, "state", "kind"),
    Index(None, "decided_at"),
)

entry_drafts = Table(  # of knowledge entries: at most one an entry, until it counts or is dropped
    "entry_drafts",
    metadata,
    Column("entry_id", String(120), primary_key=True),
    Column("words", JSON(none_as_null=True)),  # domain.entry_drafts.Words; null: the entry is to end
    Column("present", JSON(none_as_null=True)),  # the entry when the draft was begun; null: there was none
    Column("state", String(16), nullable=False),  # domain.entry_drafts.State
    Column("revision", Integer, nullable=False),
    Column("note", Text, nullable=False),
    Column("author", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reviewed_by", String(80)),
    Column("reviewed_at", Moment),
)

entry_history = Table(  # what was done with knowledge entries; it only grows
    "entry_history",
    metadata,
    Column("id", ID, primary_key=True),
    Column("entry_id", String(120), nullable=False),
    Column("step", String(16), nullable=False),  # domain.entry_drafts.Step
    Column("revision", Integer, nullable=False),  # of the draft behind the step
    Column("words", JSON(none_as_null=True)),
    Column("before", JSON(none_as_null=True)),  # of what was published: what counted until then
    Column("note", Text, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "entry_id", "at"),
    Index(None, "step", "at"),
)

trial_links = Table(  # to talk to a model that is not live
    "trial_links",
    metadata,
    Column("id", ID, primary_key=True),
    Column("model", String(80), nullable=False),  # the file's name
    Column("run_id", ID),  # the training that made it; null: it was live when it was shared
    Column("title", String(80), nullable=False),
    Column("page", String(64)),  # the product that is looked at
    Column("made_by", String(80), nullable=False),
    Column("made_at", Moment, nullable=False, index=True),
    Column("ends_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

trial_talks = Table(
    "trial_talks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("link_id", ID, ForeignKey("trial_links.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "link_id", "at"),
)

trial_turns = Table(  # what was said, and what the model made of it
    "trial_turns",
    metadata,
    Column("talk_id", ID, ForeignKey("trial_talks.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("client_id", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("pressed", Boolean, nullable=False),
    Column("replies", JSON, nullable=False),  # domain.trials.Reply
    Column("handover", String(40)),
    Column("failed", Boolean, nullable=False),
    Column("understanding", JSON(none_as_null=True)),
    Column("at", Moment, nullable=False),
)

canned = Table(  # 话术库
    "canned",
    metadata,
    Column("id", ID, primary_key=True),
    Column("staff_id", ID, ForeignKey("staff.id")),  # null: the whole team's
    Column("category", String(32), nullable=False),
    Column("title", String(80), nullable=False),
    Column("text", Text, nullable=False),  # with slots like {order.id}
    Column("shortcut", String(24), nullable=False),  # without its slash; "": none
    Column("intents", JSON, nullable=False),  # of a shopper's message to which it is suggested
    Column("examples", JSON, nullable=False),  # such messages
    Column("picture", String(200), nullable=False),  # address of a picture sent with it; "": none
    Column("uses", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("updated_by", String(80), nullable=False),
    Column("deleted_at", Moment),  # kept, so that a reply of the starter library does not come back
    Index(None, "staff_id"),
    Index(None, "updated_at"),
)

canned_pictures = Table(
    "canned_pictures",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
)

feeling_marks = Table(
    "feeling_marks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("message_id", ID, ForeignKey("messages.id"), nullable=False),
    Column("agent_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("text", Text, nullable=False),  # masked
    Column("model", JSON, nullable=False),  # what the model had read: domain.messages.FeltAs
    Column("label", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    Column("decided", String(16)),  # see domain.feeling_marks.Decided
    Column("decided_by", String(80)),
    Column("decided_at", Moment),
    UniqueConstraint("message_id", "agent_id"),
    Index(None, "at"),
)

inbox_items = Table(  # 收件箱: what trainers look at, most worth it first
    "inbox_items",
    metadata,
    Column("id", ID, primary_key=True),
    Column("message_id", ID, ForeignKey("messages.id"), unique=True),  # null: imported
    Column("conversation_id", ID, ForeignKey("conversations.id")),
    Column("text", Text, nullable=False),  # masked and normalised
    Column("key", String(40), nullable=False),  # domain.inbox.fold_key
    Column("private", JSON(none_as_null=True)),  # what stands behind the placeholders: domain.masking.Private
    Column("reasons", Names, nullable=False),  # domain.teaching.Reason, sorted
    Column("intent", String(64)),  # as the bot understood it; null: it was not asked yet
    Column("confidence", Float),
    Column("margin", Float),
    Column("ranking", JSON(none_as_null=True)),  # [[intent, confidence]], at most five
    Column("neighbour_intent", String(64)),  # of the nearest known sentences
    Column("disagreement", Float),
    Column("newness", Float),
    Column("cluster", Integer),
    Column("cluster_size", Integer, nullable=False),
    Column("copies", Integer, nullable=False),  # equal messages, itself included
    Column("score", Float, nullable=False),  # domain.teaching.teaching_order
    Column("turn", Integer),  # among those to be labelled next, from 0; null: not among them
    Column("channel", String(32), nullable=False),
    Column("feeling", String(16)),
    Column("product_id", String(64)),
    Column("at", Moment, nullable=False),
    Column("state", String(16), nullable=False),  # domain.teaching.State
    Column("lacks", String(8), nullable=False),  # domain.teaching.Lacks
    Column("folded_into", ID, ForeignKey("inbox_items.id")),  # an equal one, which stands for it
    Column("vector", LargeBinary),  # 384 numbers in float16; null: not encoded yet
    Index(None, "state", "score", "id"),
    Index(None, "state", "at", "id"),
    Index(None, "key"),
    Index(None, "lacks", "score"),
    Index(None, "turn"),
    Index(None, "cluster"),
    Index(None, "folded_into", "state", "lacks"),
    Index(  # all that facets are counted by, so that the rows with their vectors need not be read
        "ix_inbox_items_facets",
        *("folded_into", "state", "intent", "confidence", "channel", "feeling", "product_id", "reasons"),
    ),
)

labels = Table(  # what annotators say of messages in the inbox; a row a part, one where the message is whole
    "labels",
    metadata,
    Column("id", ID, primary_key=True),
    Column("item_id", ID, ForeignKey("inbox_items.id"), nullable=False),
    Column("annotator_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("act_id", String(64), nullable=False),  # what was decided at one time is undone at one time
    Column("part", Integer, nullable=False),
    Column("decision", String(16), nullable=False),  # domain.labels.Decision
    Column("intent", String(64)),  # null: skipped
    Column("text", Text, nullable=False),
    Column("entities", JSON, nullable=False),  # domain.entity_marks.EntityMark; JSON null: not looked for
    Column("second", Boolean, nullable=False),  # another annotator had spoken before
    Column("settles", Boolean, nullable=False),  # a reviewer's last word
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", String(64)),  # the act of the same annotator that took its place; null: taken back
    UniqueConstraint("annotator_id", "act_id", "item_id", "part"),
    Index(None, "item_id"),
    Index(None, "annotator_id", "at"),
)

label_comments = Table(
    "label_comments",
    metadata,
    Column("id", ID, primary_key=True),
    Column("item_id", ID, ForeignKey("inbox_items.id"), nullable=False),
    Column("staff_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "item_id"),
)

label_claims = Table(  # who has which message before them, so that two do not do the same work
    "label_claims",
    metadata,
    Column("item_id", ID, ForeignKey("inbox_items.id"), primary_key=True),
    Column("staff_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("until", Moment, nullable=False),
    Index(None, "staff_id"),
)

training_runs = Table(  # 训练
    "training_runs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("state", String(16), nullable=False),  # see domain.training.State
    Column("slot", Integer, unique=True),  # 1 while it runs: one at a time, whatever the number of processes
    Column("asked_by", ID, ForeignKey("staff.id"), nullable=False),
    Column("asked_name", String(80), nullable=False),
    Column("why", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("worker", String(80), nullable=False, server_default=""),  # the process that looks after it
    Column("seen_at", Moment),  # its last word
    Column("stop_wanted", Boolean, nullable=False, server_default=false()),
    Column("stage", String(24), nullable=False, server_default="waiting"),  # see domain.training.Stage
    Column("done", Float, nullable=False, server_default="0"),  # share of the whole
    Column("revision", Integer, nullable=False, server_default="0"),  # the higher is newer
    Column("log", Text, nullable=False, server_default=""),
    Column("problem", Text, nullable=False, server_default=""),  # a sentence: why it failed
    Column("model", String(64)),
    Column("sha256", String(64)),  # of its file: no other is published under its name
    Column("card", JSON(none_as_null=True)),  # docs/reference/training.md
    Index(None, "state", "asked_at"),
    Index(None, "asked_at"),
    Index(None, "model"),
)

publications = Table(  # 发布与回滚: they only grow
    "publications",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),  # see domain.training.Kind
    Column("outcome", String(16), nullable=False),  # see domain.training.Outcome
    Column("model", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("run_id", ID, ForeignKey("training_runs.id")),  # null: it was trained by a command
    Column("by", String(80), nullable=False),
    Column("why", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("problem", Text, nullable=False, server_default=""),
    Index(None, "at"),
)

care_verdicts = Table(  # findings in the training data that a trainer has called right
    "care_verdicts",
    metadata,
    Column("key", ID, primary_key=True),
    Column("staff_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("at", Moment, nullable=False),
)

cluster_runs = Table(
    "cluster_runs",
    metadata,
    Column("id", ID, primary_key=True),
    Column("state", String(16), nullable=False),  # domain.clusters.RunState
    Column("stage", String(16), nullable=False),  # domain.clusters.Stage
    Column("done", Float, nullable=False),  # 0 to 1, of the whole run
    Column("items", Integer, nullable=False),  # messages that were looked at
    Column("clusters", Integer, nullable=False),
    Column("loose", Integer, nullable=False),  # messages that belong to no cluster
    Column("memory_mb", Integer),  # at most, of the process that computed
    Column("problem", Text),
    Column("started_by", String(40), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("heard_at", Moment, nullable=False),  # a run that is not heard of any more has died with its process
    Column("ended_at", Moment),
    Index(None, "started_at"),
)

clusters = Table(  # groups of messages in the inbox; inbox_items.cluster names theirs
    "clusters",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("run_id", ID, ForeignKey("cluster_runs.id"), nullable=False),
    Column("items", Integer, nullable=False),
    Column("messages", Integer, nullable=False),  # with those folded into them
    Column("keywords", JSON, nullable=False),
    Column("typical", JSON, nullable=False),  # ids of items, the most typical first
    Column("density", Float, nullable=False),
    Column("state", String(16), nullable=False),  # domain.clusters.State
    Column("intent", String(64)),  # that it was named
    Column("entry_id", String(120)),  # that answers it, or whose variant it became
    Column("decided_by", ID),
    Column("decided_at", Moment),
    Index(None, "state", "messages"),
)

staff = Table(
    "staff",
    metadata,
    Column("id", ID, primary_key=True),
    Column("name", String(40), nullable=False, unique=True),
    Column("password_hash", String(200), nullable=False),
    Column("roles", JSON, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("skills", JSON, nullable=False),  # see domain.presence.Skill
    Column("case_limit", Integer),  # cases side by side; null: the shop's
    Column("status", String(16), nullable=False),  # see domain.presence.Status
    Column("status_at", Moment),
)

waits = Table(  # each time a conversation waits for a person
    "waits",
    metadata,
    Column("conversation_id", ID, ForeignKey("conversations.id"), primary_key=True),
    Column("started_at", Moment, primary_key=True),  # the conversation's waiting_since
    Column("entry", String(16), nullable=False),  # see domain.routing.Entry
    Column("asked_skill", String(16)),  # by a colleague who handed it on
    Column("known_to", ID, ForeignKey("staff.id")),  # the agent who served the shopper last
    Column("placed_for", Integer),  # number of the message up to which it was looked at; null: not yet
    Column("placed_at", Moment),  # when the shop was asked
    Column("placing", JSON),  # domain.routing.Placing
    Column("rank", Integer),  # with the next two: domain.routing.Standing
    Column("deadline_at", Moment),
    Column("counts_from", Moment),
    Column("assigned_to", ID, ForeignKey("staff.id")),
    Column("assigned_until", Moment),
    Column("passed_by", JSON, nullable=False),  # agents who had it assigned and did not open it
    Column("heard_at", Moment, nullable=False),  # the shopper's first message without an answer
    Column("greeted_at", Moment),  # our first line after it
    Column("agent_id", ID, ForeignKey("staff.id")),  # who took it
    Column("taken_at", Moment),
    Column("answered_at", Moment),  # that agent's first message
    Index(None, "agent_id", "taken_at"),
    Index(None, "started_at"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("staff_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("desk_seen_at", Moment),  # heart-beat of an open desk; null when it is closed
)

transfers = Table(  # of a case from one agent to another, or to whoever has a skill
    "transfers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("from_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("to_id", ID, ForeignKey("staff.id")),  # null: to a skill
    Column("skill", String(16)),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),  # not answered by then: over
    Column("state", String(16), nullable=False),  # see domain.transfers.State
    Column("answer", Text, nullable=False),  # why it was declined
    Column("answered_at", Moment),
    Index(None, "conversation_id", "at"),
    Index(None, "state", "until"),
)

whispers = Table(  # 主管悄悄话: from a supervisor to the agent of a case, never to its shopper
    "whispers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("conversation_id", ID, ForeignKey("conversations.id"), nullable=False),
    Column("from_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("to_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "conversation_id", "at"),
)

shift_items = Table(  # 内部交接: what one shift leaves to the next
    "shift_items",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),  # see domain.shift.Kind
    Column("subject_id", ID, nullable=False),  # of the case, ticket, promise or note
    Column("conversation_id", ID, ForeignKey("conversations.id")),
    Column("words", Text, nullable=False),
    Column("due_at", Moment),
    Column("from_id", ID, ForeignKey("staff.id"), nullable=False),
    Column("to_id", ID, ForeignKey("staff.id")),  # null: whoever comes next
    Column("note", Text, nullable=False),
    Column("given_at", Moment, nullable=False),
    Column("taken_by", ID, ForeignKey("staff.id")),
    Column("taken_at", Moment),
    Index(None, "taken_at", "to_id"),
    Index(None, "kind", "subject_id"),
)

shift_starts = Table(  # 开工卡: who has seen it, a row a day
    "shift_starts",
    metadata,
    Column("staff_id", ID, ForeignKey("staff.id"), primary_key=True),
    Column("day", String(10), primary_key=True),  # of the shop, 2026-11-26
    Column("seen_at", Moment, nullable=False),
)

outreach = Table(
    "outreach",
    metadata,
    Column("id", ID, primary_key=True),
    Column("key", String(160), nullable=False, unique=True),  # the matter: told once
    Column("kind", String(32), nullable=False),
    Column("shopper_id", String(64), nullable=False),
    Column("order_id", String(64)),
    Column("product_id", String(64)),
    Column("sku_id", String(64)),
    Column("happened_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("look_at", Moment, nullable=False),  # not before: it was held back until then
    Column("expires_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),  # planned, sent, noted (told to the agent), dropped
    Column("why", String(32), nullable=False),  # held back or dropped
    Column("settled_at", Moment),
    Column("conversation_id", ID, ForeignKey("conversations.id")),
    Column("message_id", ID, ForeignKey("messages.id")),
    Column("subjects", JSON, nullable=False),  # parcels, SKUs: what exactly was told
    Column("answered_at", Moment),
    Column("reason", String(16)),  # of an unpaid order, as answered
    Column("words", Text),  # the answer itself, masked
    Column("paid_at", Moment),  # after the reminder
    Index(None, "state", "look_at"),
    Index(None, "shopper_id", "state"),
    Index(None, "order_id"),
    Index(None, "message_id"),
)

outreach_wishes = Table(
    "outreach_wishes",
    metadata,
    Column("shopper_id", String(64), primary_key=True),
    Column("stopped", Boolean, nullable=False),
    Column("changed_at", Moment, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("shopper_id", String(64), primary_key=True),
    Column("opened_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Index(None, "seen_at"),
)

heard_events = Table(  # of the shop; one that is told twice is heard once
    "heard_events",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("heard_at", Moment, nullable=False),
)

event_cursors = Table(
    "event_cursors",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("after_id", String(120), nullable=False),
)

shopper_tags = Table(  # 标签
    "shopper_tags",
    metadata,
    Column("shopper_id", String(64), primary_key=True),
    Column("tag", String(24), primary_key=True),
    Column("by", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "tag"),
)

shopper_notes = Table(  # on the shopper, whatever the conversation
    "shopper_notes",
    metadata,
    Column("id", ID, primary_key=True),
    Column("shopper_id", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "shopper_id", "at"),
)

api_keys = Table(
    "api_keys",
    metadata,
    Column("key_hash", String(64), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("created_at", Moment, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", ID, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", String(80), nullable=False),
    Column("what", String(80), nullable=False),
    Column("conversation_id", ID),
    Column("detail", JSON, nullable=False),
    Index(None, "at"),
    Index(None, "conversation_id", "at"),
)

"""The composition root: the one place that chooses database, hub, bot, models and shop, and starts and stops them."""

from __future__ import annotations

import logging
import sys
import tomllib
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from fastapi import FastAPI

from assist_api import settings as settings_table
from assist_api.adapters.backoffice import BackOffice
from assist_api.adapters.bot import BotClient
from assist_api.adapters.bot_models import BotModels
from assist_api.adapters.conversation_files import ConversationFiles
from assist_api.adapters.drafts import DraftChecker
from assist_api.adapters.entry_files import EntryFiles
from assist_api.adapters.feeling import FeelingReader
from assist_api.adapters.knowledge import KnowledgeReader
from assist_api.adapters.past import PastAnswers
from assist_api.adapters.shop import ShopReader
from assist_api.adapters.talk import TalkReader
from assist_api.auth import Tokens, roles_with
from assist_api.dispatching import Dispatcher
from assist_api.domain.clusters import ClusterRules
from assist_api.domain.data_care import CareRules
from assist_api.domain.events import Event
from assist_api.domain.outreach import Rules
from assist_api.domain.promise_times import PromiseRules
from assist_api.domain.routing import Rules as RoutingRules
from assist_api.domain.teaching import TeachingRules
from assist_api.domain.thresholds import Thresholds
from assist_api.domain.ticket_clocks import TicketRules
from assist_api.domain.waiting_time import WaitingRules
from assist_api.hub.base import Hub
from assist_api.hub.memory import MemoryHub
from assist_api.hub.redis import RedisHub
from assist_api.learning.deciding import Decider
from assist_api.learning.editing import Editor
from assist_api.learning.finding import Finder
from assist_api.learning.loop import Learner
from assist_api.outreach.loop import Outreach
from assist_api.queue_teller import QueueTeller
from assist_api.reactions import Reactor, Tools
from assist_api.runner import Runner
from assist_api.settings import Settings
from assist_api.store.engine import open_engine
from assist_api.suggesting import Suggester
from assist_api.teaching.collecting import Collector
from assist_api.teaching.data_desk import DataDesk, open_data_desk
from assist_api.teaching.data_folder import DataFolder
from assist_api.teaching.discovery import Discovery
from assist_api.teaching.intent_book import IntentBook
from assist_api.teaching.known_sentences import KnownSentences
from assist_api.teaching.labelling import Labelling
from assist_api.teaching.naming import Naming
from assist_api.teaching.ordering import Orderer
from assist_api.teaching.text_vectors import TextVectors
from assist_api.ticketing.giving import Giving
from assist_api.ticketing.loop import Ticketing
from assist_api.ticketing.promises import PromiseFinder
from assist_api.training.publishing import Publisher
from assist_api.training.queue import Commands, TrainingQueue
from assist_api.training.trying import Trials, Voices
from assist_api.training.worker import Limits
from assist_api.web.application import assemble
from assist_api.web.deps import Parts
from assist_api.web.limits import RateLimit
from knowledge_base.encoder import open_encoder
from knowledge_base.entries import flattened
from knowledge_base.recent import Recent
from shop.connect import open_shop

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "nlu_data" / "intents.yml"
WARM_UP = "你好，我的快递到哪了"


@dataclass(frozen=True)
class Outside:
    """What is slow or outside, opened; tests give their own."""

    bot: BotClient
    feeling: FeelingReader
    knowledge: KnowledgeReader
    shop: ShopReader
    clock: Callable[[], datetime]
    talk: TalkReader | None = None


def now_utc() -> datetime:
    return datetime.now(UTC)


def open_outside(settings: Settings) -> Outside:
    found = open_shop(settings.shop_url, settings.shop_policy, token=settings.shop_token)
    shop = ShopReader(found, far=settings.shop_url.partition("://")[0].endswith(("http", "https")))
    encoder = Recent(open_encoder(settings.encoder or None))
    return Outside(
        BotClient(settings.bot_url, settings.bot_timeout_s),
        FeelingReader(settings.feeling_dir, encoder),
        KnowledgeReader.open(settings.index_dir, shop.policy, encoder),
        shop,
        now_utc,
        TalkReader(),
    )


def create() -> FastAPI:
    """The application from the environment: `uvicorn assist_api.app:create --factory`."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    settings = settings_table.read()
    return create_app(settings, open_outside(settings))


def create_app(settings: Settings, outside: Outside) -> FastAPI:
    engine = open_engine(settings.database_url)
    runner = Runner(engine, _hub(settings))
    routing = RoutingRules.of(_table(settings.routing_file))
    tools = _tools(settings, outside, routing)
    drafts = DraftChecker(tools.shop)
    dispatcher = Dispatcher(runner, tools, routing, pushes=settings.assignment == "on")
    learner, lessons, editor, past = _learning(settings, runner, tools, drafts)
    suggester = Suggester(runner, tools, past, settings.suggestions_holdout, lambda: learner.preferences)
    reactor = Reactor(runner, tools, suggester.refresh)
    teller = QueueTeller(runner, tools.waiting, tools.clock)
    promised = PromiseRules.of(_table(settings.tickets_file)["promises"], tools.shop.policy["service"]["hours"])
    finder = PromiseFinder(runner, promised)
    runner.follow = _all(reactor.follow, teller.follow, finder.follow)
    outreach = Outreach(runner, tools, settings.outreach_poll_s)
    office = BackOffice(tools.shop)
    giving, watched = Giving(runner, office, tools.clock), (tools.ticket_rules, promised)
    known = _known_sentences(settings, tools)
    collector, orderer = _inbox(settings, runner, tools, known)
    data_desk = _data_desk(settings, runner, tools, known)
    ticketing = Ticketing(
        runner, tools.shop, giving, *watched, tools.outreach_rules, tools.clock, settings.tickets_poll_s
    )

    publisher, trainings = _training(settings, runner, outside)
    discovery = _discovery(settings, runner, tools)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        outside.feeling.read(WARM_UP)  # the first message would pay for loading the dictionary
        await outside.knowledge.warm(WARM_UP)
        await suggester.warm()
        await runner.hub.start()
        await learner.start()
        await reactor.start(alone=not settings.redis_url)
        dispatcher.start()
        teller.start()
        if settings.outreach == "on":
            outreach.start()
        ticketing.start()
        trainings.start()
        collector.start()
        orderer.start()
        yield
        await orderer.stop()
        await data_desk.stop()
        await collector.stop()
        await trainings.stop()
        await discovery.stop()
        await ticketing.stop()
        await finder.stop()
        await outreach.stop()
        await learner.stop()
        await teller.stop()
        await dispatcher.stop()
        await reactor.stop()
        await runner.hub.stop()
        await outside.bot.close()
        engine.dispose()

    parts = Parts(
        tokens=Tokens(settings.shop_id, settings.shop_secret),
        session_lasts=timedelta(hours=settings.session_hours),
        demo_file=settings.var / "demo.json" if settings.environment == "development" else None,
        runner=runner,
        tools=tools,
        backoffice=office,
        giving=giving,
        suggester=suggester,
        drafts=drafts,
        learner=learner,
        lessons=lessons,
        editor=editor,
        routing=routing,
        publisher=publisher,
        training=trainings,
        collector=collector,
        data=data_desk,
        intents=IntentBook(ROOT / settings.nlu_data),
        labelling=Labelling(runner, tools.bot),
        trials=_trials(settings, runner, publisher, tools),
        discovery=discovery,
        naming=_naming(settings, runner, tools, editor, data_desk),
        message_limit=RateLimit(settings.messages_per_minute),
        start_limit=RateLimit(settings.starts_per_minute),
        log_in_limit=RateLimit(settings.log_ins_per_minute),
        pictures_per_hour=settings.pictures_per_hour,
    )
    return assemble(parts, lifespan, settings.widget_origins.split())


def _hub(settings: Settings) -> Hub:
    return RedisHub(settings.redis_url) if settings.redis_url else MemoryHub()


def _all(*followers: Callable[[Iterable[Event]], None]) -> Callable[[Iterable[Event]], None]:
    def follow(events: Iterable[Event]) -> None:
        heard = list(events)
        for follower in followers:
            follower(heard)

    return follow


def _tools(settings: Settings, outside: Outside, routing: RoutingRules) -> Tools:
    thresholds = Thresholds.of(_table(settings.handover_file))
    rules = Rules.of(_table(settings.outreach_file))
    hours = outside.shop.policy["service"]["hours"]
    waiting = WaitingRules.of(_table(settings.waiting_file), hours, routing.limit)
    tickets = TicketRules.of(_table(settings.tickets_file), hours)
    given = (outside.bot, outside.feeling, outside.knowledge, outside.shop, thresholds, outside.clock, rules)
    return Tools(*given, waiting, tickets, outside.talk)


def _table(file: Path) -> dict[str, Any]:
    return tomllib.loads((ROOT / file).read_text("utf-8"))


def _learning(
    settings: Settings, runner: Runner, tools: Tools, drafts: DraftChecker
) -> tuple[Learner, Decider, Editor, PastAnswers]:
    rules = flattened("policy", tools.shop.policy)
    files, past = EntryFiles(settings.entries_dir, rules), PastAnswers(tools.knowledge.in_memory)
    finder = Finder(tools.knowledge, drafts, _catalogue()["small_talk"])
    decider = Decider(runner, tools.knowledge, past, files, finder, rules, tools.clock)
    editor = Editor(runner, tools.knowledge, files, finder, rules, roles_with("review"), tools.clock)
    told = (tools.clock, settings.learning_every_s, editor.remember)
    learner = Learner(runner, tools.knowledge, past, files, finder, *told)
    return learner, decider, editor, past


def _training(settings: Settings, runner: Runner, outside: Outside) -> tuple[Publisher, TrainingQueue]:
    models = (settings.var / "models" / "bot").absolute()
    publisher = Publisher(runner, BotModels(outside.bot), models, outside.clock)

    def check(data: Path) -> tuple[str, ...]:
        return (sys.executable, "-m", "assist_api.teaching.data_check", str(data))

    def train(data: Path, card: Path, live: str) -> tuple[str, ...]:
        compared = ("--live", live) if live else ()
        places = ("--data", str(data), "--out", str(models), "--card", str(card))
        return (str(settings.bot_python), "-m", "bot.training_run", *places, *compared)

    runs = (settings.var / "training").absolute()
    limits = Limits(settings.training_memory_mb, niceness=settings.training_niceness)
    places, commands = (settings.nlu_data, runs, models), Commands(check, train)
    return publisher, TrainingQueue(runner, outside.clock, *places, commands, publisher.pin, limits)


def _known_sentences(settings: Settings, tools: Tools) -> KnownSentences:
    rules, knowledge = TeachingRules.of(_table(settings.teaching_file)), tools.knowledge
    return KnownSentences(
        ROOT / settings.nlu_data, settings.index_dir, knowledge.encode, knowledge.encoder_name, rules.batch
    )


def _inbox(settings: Settings, runner: Runner, tools: Tools, known: KnownSentences) -> tuple[Collector, Orderer]:
    rules, every_s = TeachingRules.of(_table(settings.teaching_file)), settings.teaching_every_s
    collector = Collector(runner, tools.bot, tools.knowledge, known, rules, tools.clock, every_s)
    return collector, Orderer(runner, known, rules, every_s)


def _data_desk(settings: Settings, runner: Runner, tools: Tools, known: KnownSentences) -> DataDesk:
    table, kept, knowledge = _table(settings.teaching_file), settings.var / "teaching", tools.knowledge
    folder = DataFolder(ROOT / settings.nlu_data, settings.nlu_data_commits == "on")
    batch = TeachingRules.of(table).batch
    vectors = TextVectors(kept / "texts.npz", knowledge.encode, knowledge.encoder_name, batch, known)
    places = ROOT, kept / "care.json"
    return open_data_desk(runner, folder, vectors, tools.bot, CareRules.of(table), places, tools.clock)


def _discovery(settings: Settings, runner: Runner, tools: Tools) -> Discovery:
    table = _table(settings.teaching_file)
    rules, weights = ClusterRules.of(table["clusters"]), TeachingRules.of(table).weights
    return Discovery(runner, tools.knowledge, rules, weights, settings.var / "clusters", tools.clock)


def _naming(settings: Settings, runner: Runner, tools: Tools, editor: Editor, desk: DataDesk) -> Naming:
    rules = CareRules.of(_table(settings.teaching_file))
    return Naming(runner, tools.knowledge, editor, desk.folder, desk.admission, rules, tools.clock)


def _trials(settings: Settings, runner: Runner, publisher: Publisher, tools: Tools) -> Trials:
    voices = Voices(tools.bot, tools.knowledge, tools.feeling, tools.clock)
    return Trials(runner, publisher, ConversationFiles(ROOT / settings.nlu_data), voices)


def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """The intents, by skill."""
    catalogue: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(CATALOGUE.read_text("utf-8"))
    return catalogue

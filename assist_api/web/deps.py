"""What a route may ask for: the service's parts, and who is calling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Header, Request
from starlette.requests import HTTPConnection

from assist_api import auth
from assist_api.adapters.backoffice import BackOffice
from assist_api.adapters.drafts import DraftChecker
from assist_api.auth import Tokens
from assist_api.domain.routing import Rules
from assist_api.errors import ConversationNotFound, NotSignedIn
from assist_api.learning.deciding import Decider
from assist_api.learning.editing import Editor
from assist_api.learning.loop import Learner
from assist_api.reactions import Tools
from assist_api.runner import Runner
from assist_api.services import people
from assist_api.services.people import Agent
from assist_api.suggesting import Suggester
from assist_api.teaching.collecting import Collector
from assist_api.teaching.data_desk import DataDesk
from assist_api.teaching.discovery import Discovery
from assist_api.teaching.intent_book import IntentBook
from assist_api.teaching.labelling import Labelling
from assist_api.teaching.naming import Naming
from assist_api.ticketing.giving import Giving
from assist_api.training.publishing import Publisher
from assist_api.training.queue import TrainingQueue
from assist_api.training.trying import Trials
from assist_api.web.limits import RateLimit


@dataclass(frozen=True)
class Parts:
    """The running service, as its routes see it. Made by app.py, kept on the application."""

    tokens: Tokens
    session_lasts: timedelta  # of an agent
    demo_file: Path | None  # what the demo tells; None where there is no demo
    runner: Runner
    tools: Tools
    backoffice: BackOffice
    giving: Giving
    suggester: Suggester
    drafts: DraftChecker
    learner: Learner
    lessons: Decider
    editor: Editor
    routing: Rules
    publisher: Publisher
    training: TrainingQueue
    collector: Collector
    data: DataDesk
    intents: IntentBook
    labelling: Labelling
    trials: Trials
    discovery: Discovery
    naming: Naming
    message_limit: RateLimit
    start_limit: RateLimit
    log_in_limit: RateLimit
    pictures_per_hour: int  # in one conversation

    @property
    def now(self) -> datetime:
        return self.tools.clock()


def parts(connection: HTTPConnection) -> Parts:
    found: Parts = connection.app.state.parts
    return found


PartsDep = Annotated[Parts, Depends(parts)]
Authorization = Annotated[str | None, Header()]
ApiKey = Annotated[str | None, Header(alias="X-API-Key")]


def bearer(authorization: str | None) -> str:
    kind, _, token = (authorization or "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise NotSignedIn
    return token


def visitor(conversation_id: str, parts: PartsDep, authorization: Authorization = None) -> str:
    """The conversation, proven by its visitor's token; a foreign one reads like an unknown one."""
    if parts.tokens.read_visitor(bearer(authorization)) != conversation_id:
        raise ConversationNotFound
    return conversation_id


Visitor = Annotated[str, Depends(visitor)]


async def signed_in(parts: PartsDep, authorization: Authorization = None) -> Agent:
    return await parts.runner.read(people.who, auth.token_hash(bearer(authorization)), parts.now)


SignedIn = Annotated[Agent, Depends(signed_in)]


def desk_agent(agent: SignedIn) -> Agent:
    auth.allow(agent.roles, "desk")
    return agent


def supervisor(agent: SignedIn) -> Agent:
    """Reads the reports."""
    auth.allow(agent.roles, "reports")
    return agent


def team_lead(agent: SignedIn) -> Agent:
    """Watches, whispers, takes over, decides what is given, reads what was taken back, and says who is good at what."""
    auth.allow(agent.roles, "supervise")
    return agent


def trainer(agent: SignedIn) -> Agent:
    auth.allow(agent.roles, "trainer")
    return agent


def reviewer(agent: SignedIn) -> Agent:
    """Decides what the bot learns and says: the exam, the data, the knowledge, the model that is live."""
    auth.allow(agent.roles, "review")
    return agent


def unmasker(agent: SignedIn) -> Agent:
    """Reads what is masked in the inbox; each time is written down."""
    auth.allow(agent.roles, "trainer")
    auth.allow(agent.roles, "unmask")
    return agent


DeskAgent = Annotated[Agent, Depends(desk_agent)]
Supervisor = Annotated[Agent, Depends(supervisor)]
TeamLead = Annotated[Agent, Depends(team_lead)]
Trainer = Annotated[Agent, Depends(trainer)]
Reviewer = Annotated[Agent, Depends(reviewer)]
Unmasker = Annotated[Agent, Depends(unmasker)]


async def machine_or_agent(
    parts: PartsDep, authorization: Authorization = None, api_key: ApiKey = None
) -> Agent | None:
    """An API key (None), or anybody of the staff who is logged in."""
    if api_key is None:
        return await signed_in(parts, authorization)
    if not await parts.runner.read(people.knows_key, auth.token_hash(api_key)):
        raise NotSignedIn("API 密钥无效。")
    return None


Caller = Annotated[Agent | None, Depends(machine_or_agent)]


def address(request: Request) -> str:
    return request.client.host if request.client else "-"

"""Bodies of requests. An unknown field is an error: a misspelt one would be lost in silence."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assist_api.domain.messages import refuse_control_characters
from assist_api.domain.pictures import MOST_IN_A_MESSAGE
from assist_api.domain.proposals import Kind

ClientId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\w.:-]+$")]
Text = Annotated[str, Field(max_length=20_000)]  # its real limit is the domain's, with a better sentence
ProductId = Annotated[str, Field(max_length=64, pattern=r"^[\w.:-]+$")]


PictureId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")

    @field_validator("*")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                refuse_control_characters(text)
        return value


class Page(Body):
    product_id: ProductId | None = None


class Start(Body):
    shopper: Annotated[str, Field(max_length=2000)] | None = None
    page: Page | None = None
    visitor_token: Annotated[str, Field(max_length=2000)] | None = None


class ShopperMessage(Body):
    client_id: ClientId
    text: Text = ""
    pictures: Annotated[list[PictureId], Field(max_length=MOST_IN_A_MESSAGE)] = []
    page: Page | None = None


class LeftMessage(Body):
    client_id: ClientId
    text: Text


class CallbackWish(Body):
    client_id: ClientId
    phone: Annotated[str, Field(max_length=30)]
    window: Annotated[str, Field(max_length=40)]


class Correction(Body):
    """Exactly one of the three."""

    order_id: Annotated[str, Field(max_length=64)] | None = None  # "": about none of them
    topic: Annotated[str, Field(max_length=80)] | None = None
    line: Text | None = None

    @model_validator(mode="after")
    def _one(self) -> Correction:
        if sum(one is not None for one in (self.order_id, self.topic, self.line)) != 1:
            raise ValueError("order_id, topic, line: exactly one")
        return self


class Question(Body):
    text: Text


class Reason(Body):
    """Its real limit is the service's, with a better sentence."""

    why: Annotated[str, Field(max_length=2000)] = ""


class RollBack(Reason):
    publication_id: Annotated[str, Field(max_length=64)] | None = None


class Suggest(Body):
    text: Text | None = None
    conversation_id: Annotated[str, Field(max_length=64)] | None = None
    limit: Annotated[int, Field(ge=1, le=10)] = 3


class DraftToCheck(Body):
    """`conversation_id` or `product_id` tell what the draft is about, so that materials and orders can be checked."""

    text: Text
    conversation_id: Annotated[str, Field(max_length=64)] | None = None
    product_id: ProductId | None = None


class DialogueTurn(Body):
    who: Literal["shopper", "bot"]
    text: Text


class Dialogue(Body):
    turns: Annotated[list[DialogueTurn], Field(min_length=1, max_length=200)]


class LogIn(Body):
    name: Annotated[str, Field(min_length=1, max_length=40)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class FactSeen(Body):
    slot: Annotated[str, Field(max_length=64)]
    value: Annotated[str, Field(max_length=2000)]


class CannedUse(Body):
    """The canned reply that a message came from, with the facts that its writer saw in it."""

    id: Annotated[str, Field(max_length=64)]
    order_id: Annotated[str, Field(max_length=64)] = ""
    product_id: Annotated[str, Field(max_length=64)] = ""
    facts: Annotated[list[FactSeen], Field(max_length=40)] = []


class CannedFill(Body):
    order_id: Annotated[str, Field(max_length=64)] = ""


class CannedWording(Body):
    """Its real limits are the domain's, with better sentences."""

    category: Annotated[str, Field(max_length=40)]
    title: Annotated[str, Field(max_length=200)]
    text: Text
    shortcut: Annotated[str, Field(max_length=40)] = ""
    intents: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=40)] = []
    examples: Annotated[list[Annotated[str, Field(max_length=400)]], Field(max_length=60)] = []
    picture: Annotated[str, Field(max_length=200)] = ""


class NewCanned(CannedWording):
    team: bool = False


class AgentMessage(Body):
    client_id: ClientId
    text: Text
    suggestion_id: Annotated[str, Field(max_length=64)] | None = None
    canned: CannedUse | None = None
    with_picture: bool = True
    knowingly: bool = False  # sent although its facts have changed: its writer has seen it


class NoteText(Body):
    text: Text


class Acceptance(Body):
    """What a trainer changed of a proposal; what is left out stays as it was proposed."""

    answer: Text | None = None
    question: Text | None = None
    variants: Annotated[list[Text], Field(max_length=60)] | None = None
    entry_id: Annotated[str, Field(max_length=120)] | None = None
    tags: Annotated[list[Annotated[str, Field(max_length=40)]], Field(max_length=12)] = []
    public: bool = True
    kind: Kind | None = None


class SuggestionOutcome(Body):
    outcome: Literal["accepted", "dismissed"]

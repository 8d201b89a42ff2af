"""What a message names, by rules and lists instead of learning: the numbers, names and days of bot/components/entities.

Why not Rasa's RegexEntityExtractor: it uses only names that marked training sentences show, cannot say what a match
comes to (一米六五 is 165), and knows no rule for two readings of the same characters.
"""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any, Dict, List, Optional
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.components.entities.reader import EntityReader

ROOT = Path(__file__).resolve().parents[2]
CHINA = ZoneInfo("Asia/Shanghai")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class EntityRules(GraphComponent, EntityExtractorMixin):
    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"lists": "nlu_data/shared"}

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EntityRules":
        return cls(config)

    def __init__(self, config: Dict[str, Any]) -> None:
        self._reader = EntityReader(ROOT / config["lists"])

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Other lists find other names: nothing of them may come from Rasa's training cache."""
        folder = ROOT / {**cls.get_default_config(), **config}["lists"]
        return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.txt")))).hexdigest()

    def process(self, messages: List[Message]) -> List[Message]:
        today = datetime.now(CHINA).date()
        for message in messages:
            found = [each._asdict() for each in self._reader.read(message.get(TEXT) or "", today)]
            known = message.get(ENTITIES, []) + self.add_extractor_name(found)
            message.set(ENTITIES, known, add_to_output=True)
        return messages

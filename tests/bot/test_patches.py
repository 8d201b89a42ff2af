"""The patches beside what they replace: the same answers to the same questions."""

from __future__ import annotations

import pytest

from tests.bot.in_bot import holds, needs_the_bot

pytestmark = needs_the_bot

SAME = """
import jsonschema
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event, SlotSet, deserialise_events
import rasa.shared.utils.common as common
action = RemoteAction("action_x", None)
results = [{"events": [], "responses": []}, {"events": [{"event": "slot", "name": "a", "value": 1}]},
           {"events": [{"no": "event"}], "responses": []}, {"events": [], "responses": ["text"]}, {"events": {}}]
def verdicts():
    for result in results:
        try:
            yield action._validate_action_result(result)
        except jsonschema.ValidationError as error:
            yield list(error.absolute_path)
before, classes = list(verdicts()), set(common.all_subclasses(Event))
from bot import patches
patches.apply(); patches.apply()
assert list(verdicts()) == before, (list(verdicts()), before)
assert True in before and any(verdict is not True for verdict in before)
assert set(common.all_subclasses(Event)) == set(common.all_subclasses.__wrapped__(Event)) >= classes
assert deserialise_events([{"event": "slot", "name": "a", "value": 1}]) == [SlotSet("a", 1)]
"""
REFUSES = """
import rasa
rasa.__version__ = "3.7.0"
from bot import patches
try:
    patches.apply()
except patches.WrongRasa as error:
    assert "XIAOER_BOT_PATCHES=off" in str(error)
else:
    raise SystemExit("it did not refuse")
"""
# Rules of three lengths and kinds, and every conversation of four turns that a few events can make.
PREDICTS = """
import itertools, json
from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
domain = Domain.from_yaml('''
version: "3.1"
intents: [greet, ask, stop]
slots: {known: {type: bool, influence_conversation: true, mappings: [{type: custom}]}}
forms: {x_form: {required_slots: []}}
actions: [action_a, action_b, action_fallback]
''')
listen, a = {"action_name": "action_listen"}, {"action_name": "action_a"}
greet, ask, stop = ({"intent": name} for name in ("greet", "ask", "stop"))
rules = [
    ([{"prev_action": listen, "user": greet}], "action_a"),
    ([{"prev_action": listen, "user": greet}, {"prev_action": a, "user": greet}], "action_listen"),
    ([{"prev_action": listen, "user": ask, "slots": {"known": [1.0, 1.0]}}], "action_b"),
    ([{"prev_action": listen, "user": ask, "slots": {"known": "should_not_be_set"}}], "action_a"),
    ([{"prev_action": {"action_name": "action_b"}}], "action_listen"),
    ([{"user": stop}], "action_b"),
    ([{"prev_action": a, "user": ask}, {"prev_action": listen, "user": stop}], "action_b"),
]
inside = {"active_loop": {"name": "x_form"}}
policy = RulePolicy(
    {**RulePolicy.get_default_config(), "core_fallback_action_name": "action_fallback"},
    None, Resource("rules"), ExecutionContext(GraphSchema({})),
)
policy.lookup = {
    "rules": {json.dumps(states, sort_keys=True): action for states, action in rules},
    "rules_for_loop_unhappy_path": {
        json.dumps([{"prev_action": listen, "user": ask, **inside}], sort_keys=True): "loop_was_interrupted",
        json.dumps([{"prev_action": a, **inside}], sort_keys=True): "do_not_predict_loop_action",
    },
    "rules_not_in_stories": [json.dumps(rules[0][0], sort_keys=True)],
}
def user(intent):
    return UserUttered(intent, {"name": intent})
def trackers():
    turns = [
        [ActionExecuted("action_listen"), user("greet")],
        [ActionExecuted("action_listen"), user("ask"), ActionExecuted("action_a")],
        [ActionExecuted("action_listen"), user("stop"), SlotSet("known", True), ActionExecuted("action_b")],
        [ActionExecuted("x_form"), ActiveLoop("x_form")],
        [ActionExecuted("action_listen"), user("ask"), ActiveLoop(None)],
        [SlotSet("known", None)],
    ]
    for length in range(5):
        for chosen in itertools.product(turns, repeat=length):
            events = [event for turn in chosen for event in turn]
            yield DialogueStateTracker.from_events("talk", events, domain.slots)
def predictions():
    for tracker in trackers():
        found = policy.predict_action_probabilities(tracker, domain)
        yield found.max_confidence_index, found.max_confidence, found.hide_rule_turn, len(found.events)
before = list(predictions())
stock = RulePolicy._prediction_states
from bot import patches
patches.apply()
assert RulePolicy._prediction_states is not stock
assert list(predictions()) == before
assert len({each[0] for each in before}) >= 5 and {each[2] for each in before} == {True, False}
"""
RUNS = """
from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphNode, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner
class Node:
    def __init__(self, name, needs): self.name, self.needs = name, needs
    def __call__(self, *inputs):
        ran.append(self.name)
        if self.name == "broken": raise RuntimeError("broken")
        return self.name, [self.name, *inputs]
def schema_node(**needs):
    return SchemaNode(needs=needs, uses=Node, constructor_name="", fn="", config={})
schema = GraphSchema({
    "c": schema_node(x="b", y="a"), "b": schema_node(x="a", y="message"), "a": schema_node(x="message"),
    "other": schema_node(), "broken": schema_node(x="nobody"),
})
runner = object.__new__(DaskGraphRunner)
runner._graph_schema, runner._execution_context = schema, None
runner._instantiated_nodes = {name: Node(name, node.needs) for name, node in schema.nodes.items()}
def outcomes():
    for targets in (["c"], ["b", "a"], ["broken"], ["c"]):
        ran.clear()
        try:
            yield runner.run({"message": "hi"}, targets), list(ran)
        except GraphRunError:
            yield "failed"
ran = []
before = list(outcomes())
from bot import patches
patches.apply()
assert list(outcomes()) == before and before[0][1] == ["a", "b", "c"] and before[2] == "failed"
"""
COPIES = """
import copy
from rasa.shared.core.domain import Domain
from rasa.shared.core.slots import BooleanSlot, ListSlot
from bot import patches
def twins():
    for slot in (ListSlot("a", [{}]), BooleanSlot("b", [{}], initial_value=True)):
        slot.value = slot.initial_value
        twin = copy.copy(slot)
        twin.value = None
        yield type(twin), twin.__dict__, slot.__dict__
domains = Domain.empty(), Domain.from_yaml("version: '3.1'\\nintents: [greet]")
before = list(twins()), [domain.is_empty() for domain in domains]
patches.apply()
assert before == (list(twins()), [domain.is_empty() for domain in domains])
assert [domain.is_empty() for domain in domains] == [True, False]
"""


@pytest.mark.parametrize(
    "program",
    [SAME, PREDICTS, RUNS, COPIES, REFUSES],
    ids=["judge answers alike", "predict alike", "run a pipeline alike", "copy alike", "refuse another Rasa"],
)
def test_the_patches(program: str) -> None:
    holds(program)

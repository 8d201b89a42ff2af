"""RulePolicy looks back no further than its longest rule, and tries only the rules that the present state lets in.

Stock, each prediction makes a state of every action since the conversation began, twice, and holds all rules against
each. A rule says nothing of states beyond its own length (`_is_rule_applicable` answers yes there), so that one state
more than the longest rule decides the same; that one keeps "no rule is as long as this" true, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

State = dict[str, Any]
Lookup = Mapping[str, str]
Bucket = tuple[str | None, str | None]

_find_possible: Callable[..., set[str]]


def apply() -> None:
    from rasa.core.policies.rule_policy import RulePolicy

    if RulePolicy._get_possible_keys is _possible_keys:
        return
    global _find_possible
    _find_possible = RulePolicy._get_possible_keys
    RulePolicy._get_possible_keys = _possible_keys
    RulePolicy._prediction_states = _prediction_states


# States


def _prediction_states(
    self: Any,
    tracker: Any,
    domain: Any,
    use_text_for_last_user_input: bool = False,
    rule_only_data: Any = None,
) -> list[State]:
    """`rule_only_data` is for policies that learn; RulePolicy keeps all turns, as stock."""
    states = _last_states(tracker, domain, _longest(self) + 1)
    copies = [{part: dict(held) for part, held in state.items()} for state in states]
    self.featurizer._choose_last_user_input([copies], use_text_for_last_user_input)
    return copies


def _last_states(tracker: Any, domain: Any, count: int) -> list[State]:
    """Asked twice in a prediction, for the words and for the intent: kept with the tracker until its next event."""
    version = (len(tracker.events), id(tracker.events[-1]) if tracker.events else 0, id(domain), count)
    known = tracker.__dict__.get("_last_states")
    if known is None or known[0] != version:
        known = tracker._last_states = (version, list(_replayed(tracker, domain, count)))
    states: list[State] = known[1]
    return states


def _replayed(tracker: Any, domain: Any, count: int) -> Iterable[State]:
    """The states before the last actions and after them all; what lies before is replayed, but not described."""
    from rasa.shared.core.events import ActionExecuted

    events = tracker.applied_events()
    actions = [at for at, event in enumerate(events) if isinstance(event, ActionExecuted)]
    described = set(actions[max(0, len(actions) - (count - 1)) :])
    past = tracker.init_copy()
    for at, event in enumerate(events):
        if at in described:
            yield domain.get_active_state(past)
        event.apply_to(past)
    yield domain.get_active_state(past)


# Rules


def _longest(policy: Any) -> int:
    from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH

    return max(_sorted_in(policy, policy.lookup[kind])[1] for kind in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH))


def _possible_keys(self: Any, lookup: Lookup, states: list[State]) -> set[str]:
    buckets, _ = _sorted_in(self, lookup)
    before, intent = _asked(states[-1])
    tried = {key for bucket in {(before, intent), (before, None), (None, None)} for key in buckets.get(bucket, ())}
    return _find_possible(self, {key: lookup[key] for key in tried}, states)


def _sorted_in(policy: Any, lookup: Lookup) -> tuple[Mapping[Bucket, list[str]], int]:
    """The rules by what their last state asks of the previous action and the intent, and the length of the longest."""
    kept = policy.__dict__.setdefault("_sorted_rules", {})
    known = kept.get(id(lookup))
    if known is None or known[0] is not lookup or known[1] != len(lookup):
        buckets: defaultdict[Bucket, list[str]] = defaultdict(list)
        for key in lookup:
            buckets[_bucket(policy._rule_key_to_state(key)[-1])].append(key)
        longest = max((len(policy._rule_key_to_state(key)) for key in lookup), default=0)
        known = kept[id(lookup)] = (lookup, len(lookup), buckets, longest)
    return known[2], known[3]


def _bucket(rule_state: State) -> Bucket:
    """A rule after no action is for the start of a conversation, where stock looks at nothing else."""
    before, intent = _asked(rule_state)
    return (before, intent) if before else (None, None)


def _asked(state: State) -> Bucket:
    return _name(state.get("prev_action", {}).get("action_name")), _name(state.get("user", {}).get("intent"))


def _name(value: Any) -> str | None:
    from rasa.shared.core.constants import SHOULD_NOT_BE_SET

    return value if isinstance(value, str) and value and value != SHOULD_NOT_BE_SET else None

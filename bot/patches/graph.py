"""The parts of a pipeline, one after the other, instead of by dask's scheduler, which plans every message anew."""

from __future__ import annotations

from typing import Any

Plans = dict[tuple[str, ...], list[tuple[str, list[str]]]]


def apply() -> None:
    from rasa.engine.runner.dask import DaskGraphRunner

    DaskGraphRunner.run = _run


def _run(self: Any, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
    from rasa.engine.exceptions import GraphRunError

    wanted = tuple(targets or self._graph_schema.target_names)
    results: dict[str, Any] = {name: (name, value) for name, value in (inputs or {}).items()}
    try:
        for name, needs in _plan(self._graph_schema, wanted):
            # What nobody provides reaches the node as its bare name, as with dask; the node says what is missing.
            results[name] = self._instantiated_nodes[name](*(results.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(results[name] for name in wanted)


def _plan(schema: Any, wanted: tuple[str, ...]) -> list[tuple[str, list[str]]]:
    """The nodes behind the wanted ones, each after those that it needs."""
    plans: Plans = schema.__dict__.setdefault("_plans", {})  # with the schema: they are gone with their model
    if wanted not in plans:
        nodes, plan = schema.nodes, {}

        def add(name: str) -> None:
            if name in nodes and name not in plan:
                needs = list(nodes[name].needs.values())
                for need in needs:
                    add(need)
                plan[name] = needs

        for name in wanted:
            add(name)
        plans[wanted] = list(plan.items())
    return plans[wanted]

"""Has the shop give what was approved; a kill or a silent shop leaves it approved, and it is tried again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from assist_api.adapters.backoffice import BackOffice, operator
from assist_api.adapters.views import money
from assist_api.errors import InvalidInput, OperationRefused, OrderNotFound, ShopUnavailable
from assist_api.runner import Runner
from assist_api.services import compensations

log = logging.getLogger(__name__)
_OVER_LIMIT = "over_limit"


class Giving:
    def __init__(self, runner: Runner, office: BackOffice, clock: Callable[[], datetime]) -> None:
        self._runner, self._office, self._clock = runner, office, clock

    async def give(self, compensation_id: str) -> None:
        """Once, however often it is asked: the shop knows the key."""
        errand = await self._runner.read(compensations.errand, compensation_id)
        if errand is None:
            return
        by = operator(errand.by, (errand.role,))
        key = f"compensation:{errand.id}:{errand.role}"
        try:
            done = await self._office.perform(
                by, errand.shopper_id, errand.order_id, errand.name, errand.fields, key=key
            )
        except OperationRefused as refused:
            above = refused.details["refusal"] == _OVER_LIMIT and errand.role != "supervisor"
            after = compensations.to_supervisor if above else compensations.refused
            await self._runner.run(after, errand.id, str(refused), self._clock())
        except (InvalidInput, OrderNotFound) as error:
            await self._runner.run(compensations.refused, errand.id, str(error), self._clock())
        else:
            told = f"{money(done.amount)} 元" if done.amount else f"{done.points} 积分" if done.points else "已办理"
            await self._runner.run(compensations.given, errand.id, told, self._clock())

    async def finish(self) -> None:
        for compensation_id in await self._runner.read(compensations.unfinished):
            await self.try_to_give(compensation_id)

    async def try_to_give(self, compensation_id: str) -> None:
        """Where the shop does not answer it stays approved, and holds up no other."""
        try:
            await self.give(compensation_id)
        except ShopUnavailable:
            log.warning("compensation.shop_unavailable id=%s", compensation_id)

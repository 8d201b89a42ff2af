"""What a failing statement may say of itself."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError


def test_a_failing_statement_does_not_tell_what_a_shopper_wrote(engine: Engine) -> None:
    with pytest.raises(SQLAlchemyError) as failed, engine.connect() as connection:
        connection.execute(text("SELECT :said FROM no_such_table"), {"said": "我的电话是 13800001111"})
    assert "no_such_table" in str(failed.value)
    assert "13800001111" not in str(failed.value)

"""The action server on loopback, in one process: `python -m actions.server --port 5055`.

rasa-sdk's own start listens on every interface and puts the work in a child process, which a kill -9 leaves behind with
the port in its hands; Sanic's single process has no child.
"""

from __future__ import annotations

import argparse
import logging
import os
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic


class DomainlessExecutor(ActionExecutor):
    """rasa-sdk 3.21 asks for the domain or its digest. Rasa 3.6 knows no digest, and no action of ours reads it."""

    def is_domain_digest_valid(self, domain_digest: str | None) -> bool:
        return True


def application() -> Sanic[Any, Any]:
    """Every action of this package, behind POST /webhook; GET /health says that it is up."""
    executor = DomainlessExecutor()
    executor.register_package("actions.skills")
    app: Sanic[Any, Any] = create_app(executor, cors_origins="")
    return app


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the bot's actions on loopback.")
    parser.add_argument("--port", type=int, default=int(os.environ.get("XIAOER_ACTIONS_PORT", "5055")))
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.WARNING)
    application().run(
        host="127.0.0.1", port=arguments.port, single_process=True, access_log=False, motd=False, debug=False
    )


if __name__ == "__main__":
    main()

"""What runs in the bot's environment is tried there, in a process of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYTHON = ROOT / ".venv-bot" / "bin" / "python"

needs_the_bot = pytest.mark.skipif(not PYTHON.exists(), reason="the bot's environment .venv-bot is not installed")


def holds(program: str) -> None:
    """Run a program whose asserts are the test."""
    done = subprocess.run([str(PYTHON), "-W", "ignore", "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

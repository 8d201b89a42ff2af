"""Runs the front end's own tests, which `node --test tests/static/` runs too."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_the_front_ends_classes_keep_their_promises() -> None:
    tests = sorted(str(path) for path in Path(__file__).parent.rglob("*.test.mjs"))
    ran = subprocess.run([str(NODE), "--test", *tests], capture_output=True, text=True, timeout=120)
    assert tests and ran.returncode == 0, ran.stdout + ran.stderr

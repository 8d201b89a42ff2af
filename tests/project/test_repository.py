"""What must hold for every file in the repository."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LARGEST_FILE_MB = 40
ALL_WEIGHTS_MB = 60
# Assembled, so that this file does not name them either.
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", r"registry\.npm" + "js", r"deb\.deb" + r"ian\.org"])
)
MACHINE_PATH = re.compile(r"(?:^|[^A-Za-z0-9_.*-])/" + r"(?:work|root|home/[a-z]+)/")


def tracked() -> list[Path]:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> dict[str, str]:
    small = (path for path in tracked() if path.stat().st_size < 2_000_000)
    contents = {str(path.relative_to(ROOT)): path.read_bytes() for path in small}
    return {name: content.decode("utf8", "replace") for name, content in contents.items() if b"\0" not in content}


def test_no_file_names_a_package_registry() -> None:
    assert [name for name, text in texts().items() if REGISTRIES.search(text)] == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    assert [name for name, text in texts().items() if MACHINE_PATH.search(text)] == []


def test_the_weights_stay_small() -> None:
    sizes = {str(path.relative_to(ROOT)): path.stat().st_size / 1e6 for path in tracked()}
    assert {name: size for name, size in sizes.items() if size > LARGEST_FILE_MB} == {}
    assert sum(size for name, size in sizes.items() if "/model/" in name) < ALL_WEIGHTS_MB


def test_continuous_integration_runs_what_a_person_runs() -> None:
    assert "make test" in (ROOT / ".ci/run").read_text("utf8")


def test_the_script_of_continuous_integration_can_be_run() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    subprocess.run(["bash", "-n", str(script)], check=True)

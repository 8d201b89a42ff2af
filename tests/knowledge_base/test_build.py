from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge_base import build
from knowledge_base.encoder import open_encoder
from knowledge_base.search import Knowledge
from tests.knowledge_base.builders import TOPICS, raw, words, write
from tests.knowledge_base.test_encoder import small_model

pytestmark = pytest.mark.filterwarnings("ignore")  # PyTorch's and transformers' own

Build = Callable[[str], str]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Build:
    """Builds with the model of that name where needed, and gives what was printed."""
    for module in ("build", "search"):
        monkeypatch.setattr(f"knowledge_base.{module}.splitter", lambda _: words())
    source = write(tmp_path / "entries", *(raw(name) for name in TOPICS))
    arguments = ["build", "--if-needed", "--entries", str(source), "--index", str(tmp_path / "index")]
    monkeypatch.setattr("sys.argv", arguments)

    def printed(model: str) -> str:
        monkeypatch.setenv("XIAOER_ENCODER", model)
        capsys.readouterr()
        build.main()
        return capsys.readouterr().out

    return printed


def test_another_encoder_builds_the_index_anew_and_says_so(make: Build, tmp_path: Path) -> None:
    first, second = (small_model(tmp_path / name, seed) for seed, name in enumerate(("first", "second")))
    assert "4 entries" in make(first)
    assert "is current" in make(first)
    before, after = (open_encoder(model) for model in (first, second))
    assert f"The encoder changed from {before.fingerprint} to {after.fingerprint}." in make(second)
    assert Knowledge.open(tmp_path / "index", after).search("退货运费谁出", threshold=0.0)


def test_entries_that_changed_are_said_too(make: Build, tmp_path: Path) -> None:
    model = small_model(tmp_path / "model", 0)
    make(model)
    write(tmp_path / "entries", raw("invoice.can"), file="more.yml")
    (tmp_path / "entries" / "topic.yml").unlink()
    assert "The entries changed." in make(model)

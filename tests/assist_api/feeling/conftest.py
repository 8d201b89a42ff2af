from dataclasses import replace
from pathlib import Path

import pytest

from assist_api.feeling.data import DATA_DIR
from assist_api.feeling.evaluate import Reader
from assist_api.feeling.model import FeelingModel
from assist_api.feeling.train import train
from knowledge_base.encoder import Encoder, open_encoder
from knowledge_base.recent import Recent
from tests.assist_api.feeling.builders import write_data


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return Recent(open_encoder(threads=2))


@pytest.fixture(scope="session")
def whole(encoder: Encoder) -> FeelingModel:
    """The product's model, trained from its data."""
    return train(DATA_DIR, encoder)


@pytest.fixture(scope="session")
def reader(whole: FeelingModel, encoder: Encoder) -> Reader:
    return Reader(whole, encoder)


@pytest.fixture(scope="session")
def model(whole: FeelingModel) -> FeelingModel:
    """What is left of it without vectors: words alone."""
    return replace(whole, encoder="")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data")

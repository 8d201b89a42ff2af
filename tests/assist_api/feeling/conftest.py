from pathlib import Path

import pytest

from assist_api.feeling.data import DATA_DIR
from assist_api.feeling.model import FeelingModel
from assist_api.feeling.train import train
from tests.assist_api.feeling.builders import write_data


@pytest.fixture(scope="session")
def model() -> FeelingModel:
    """The product's model, trained from its data."""
    return train(DATA_DIR)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_data(tmp_path / "data")

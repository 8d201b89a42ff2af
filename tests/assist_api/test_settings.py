import pytest

from assist_api.errors import SettingsRefused
from assist_api.settings import HELP, Settings, read


def test_what_is_not_set_has_its_default_and_its_help() -> None:
    assert read({}) == Settings()
    assert set(HELP) == set(Settings.__dataclass_fields__)


def test_a_value_of_the_wrong_kind_is_refused_by_its_name() -> None:
    with pytest.raises(SettingsRefused, match="XIAOER_PORT"):
        read({"XIAOER_PORT": "eighty"})


@pytest.mark.parametrize(
    "environ",
    [
        {"XIAOER_ENVIRONMENT": "production"},
        {"XIAOER_HOST": "0.0.0.0"},
        {"XIAOER_SHOP_SECRET": "short"},
        {"XIAOER_ENVIRONMENT": "staging"},
    ],
)
def test_what_would_open_the_service_to_anybody_is_refused(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsRefused):
        read(environ)


def test_with_a_secret_of_its_own_it_may_be_public() -> None:
    assert read({"XIAOER_HOST": "0.0.0.0", "XIAOER_SHOP_SECRET": "x" * 32}).host == "0.0.0.0"

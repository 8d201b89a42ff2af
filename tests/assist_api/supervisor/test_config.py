from __future__ import annotations

from pathlib import Path

from supervisor.options import ServerOptions

from assist_api.supervisor.config import write
from assist_api.supervisor.programs import Ports, programs


def read(path: Path) -> ServerOptions:
    options = ServerOptions()
    options.realize(["-c", str(path)])
    return options


def test_supervisord_reads_back_every_program(tmp_path: Path) -> None:
    chosen = programs(Ports(), {"XIAOER_TRACKER_DB": "100%/a b.db"})
    (group,) = read(write(chosen, tmp_path, tmp_path / "var")).process_group_configs
    found = {config.name: config for config in group.process_configs}
    assert set(found) == {"actions", "bot", "service"}
    assert found["bot"].environment["XIAOER_TRACKER_DB"] == "100%/a b.db"
    assert "--port 8000" in found["service"].command
    assert all(config.stopasgroup and config.killasgroup and config.redirect_stderr for config in found.values())


def test_logs_are_rotated_below_var(tmp_path: Path) -> None:
    (group,) = read(write(programs(Ports(), {}), tmp_path, tmp_path / "var")).process_group_configs
    for config in group.process_configs:
        assert config.stdout_logfile == str(tmp_path / f"var/log/{config.name}.log")
        assert 0 < config.stdout_logfile_maxbytes <= 10 * 2**20
        assert config.stdout_logfile_backups > 0

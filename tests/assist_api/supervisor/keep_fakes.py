"""`python -m tests.assist_api.supervisor.keep_fakes FOLDER PORT…`: the real keeper over fake programs."""

import sys
from pathlib import Path

from assist_api.supervisor import config, keeper
from assist_api.supervisor.programs import Program

FAKE = str(Path(__file__).with_name("fake_program.py"))


def main(folder: Path, ports: list[str]) -> int:
    programs = [fake(folder, f"fake{number}", port) for number, port in enumerate(ports)]
    path = config.write(programs, folder, folder / "var")
    failure = keeper.keep(path, programs, folder / "var/log", say, lambda seconds: say("all ready"))
    say(failure)
    return 1 if failure else 0


def fake(folder: Path, name: str, port: str) -> Program:
    """Port 0 stands for a program that cannot start."""
    command = (sys.executable, FAKE, port, str(folder / name)) if port != "0" else (sys.executable, "-c", "1 / 0")
    return Program(name, name, command, int(port), "XIAOER_PORT", "/")


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))

"""`python leash.py COMMAND…`: become COMMAND, which the kernel ends when its parent is killed with no time to stop it.

Linux only; elsewhere the command simply runs. Standard library only, so that it can be run without site-packages.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(command: list[str], parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before the leash was on
            sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main(sys.argv[2:], int(sys.argv[1]))

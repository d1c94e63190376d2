"""Where guests run: isolation levels behind one seam, `open_launcher`.

`full` is a private root made by bubblewrap, `reduced` needs Landlock and seccomp only, `none` keeps
limits and nothing in.  Which it is gets decided by building the box and attacking it (`levels`).
"""

from __future__ import annotations

from grader.model import Isolation
from grader.run.sandbox.levels import LEVELS, Attempt, IsolationMissing, Sandbox, survey
from grader.run.sandbox.process import Launcher

__all__ = [
    "LEVELS",
    "Attempt",
    "Isolation",
    "IsolationMissing",
    "Launcher",
    "Sandbox",
    "open_launcher",
    "survey",
]


def open_launcher(wanted: str = "auto", at_least: str = "none") -> tuple[Launcher, Isolation]:
    """Start a launcher and say how well what it starts is kept in.

    wanted: a level, or "auto" for the best that is to be had and no worse than `at_least`.
    Raises IsolationMissing.
    """
    sandbox = Sandbox(wanted, at_least)
    return sandbox.launcher, sandbox.isolation

"""Where guests run: isolation levels behind one seam, `open_launcher`."""

from __future__ import annotations

from grader.model import Isolation
from grader.run.sandbox.process import Launcher

__all__ = ["Isolation", "Launcher", "open_launcher"]

# What level `none` cannot promise; stamped into every report.
_MISSING_AT_NONE = ("files", "network", "processes", "secrets")


def open_launcher() -> tuple[Launcher, Isolation]:
    """Start a launcher and say how well what it starts is kept in.

    There is one level so far, `none`: a process group, resource limits and a wall-clock limit,
    which is enough for one's own work and for nobody else's.
    """
    return Launcher(), Isolation(level="none", missing=_MISSING_AT_NONE)

"""Workers on other machines: a dask.distributed scheduler that somebody has started, as a pool.

`dask worker` processes run `grade_task` like any other engine; each has one warm worker.  Scheduler and
workers keep nothing that is worth keeping: what was graded is in the ledger, what waits in the source.
"""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from grader import __version__
from grader.course.batch.errors import BatchMistake, EngineStopped
from grader.course.batch.executors import Pool

_GLANCE = 0.2  # real seconds between two looks at a scheduler that is not there
_FRESH = 1.0  # real seconds for which the number of workers is believed
_LOGGERS = ("distributed", "distributed.client", "tornado")


class ClusterError(BatchMistake):
    """The cluster that was named cannot be used."""


def grader_version() -> str:
    """Say which grader is here, wherever that is."""
    return __version__


class Cluster(Pool):
    """A scheduler with as many workers as there are at the moment.  Raises ClusterError."""

    def __init__(self, where: str) -> None:
        client = _import_client()
        self.address = _address(where)
        try:
            self._client: Any = client(self.address, set_as_default=False)
        except Exception as error:  # of any kind: it is a network
            raise ClusterError(_unreachable(self.address, error)) from None
        super().__init__(self._client.get_executor(pure=False), 0)
        self._asked = -_FRESH
        self._fit: set[str] = set()
        try:
            self._check_scheduler()
            self._check_workers()
        except BaseException:
            self.close()
            raise

    def slots(self) -> int:
        """Return how many threads the workers have that are there now."""
        now = time.monotonic()
        if now - self._asked >= _FRESH and self._client.status == "running":
            self._asked = now
            with suppress(OSError):  # who has gone will be noticed elsewhere
                self.width = sum(self._client.nthreads().values())
        return self.width

    def interrupted(self) -> bool:
        """Say whether contact was lost and is there again.  Raises EngineStopped, ClusterError."""
        lost = bool(self._client.status != "running")
        while self._client.status == "connecting":
            time.sleep(_GLANCE)
        if self._client.status != "running":
            raise EngineStopped(self._gone())
        self._check_workers()
        return lost

    def close(self) -> None:
        """Leave the cluster; it stays as it is."""
        with suppress(Exception):  # of a scheduler that has gone
            self._client.close()

    # ---- who fits ------------------------------------------------------------------------------

    def _check_scheduler(self) -> None:
        try:
            found = self._client.run_on_scheduler(grader_version)
        except OSError as error:
            raise ClusterError(_unreachable(self.address, error)) from None
        except Exception as error:
            found = error
        self._refuse({f"the scheduler {self.address}": found})

    def _check_workers(self) -> None:
        """Ask those who have joined since the last time which grader they have."""
        try:
            new = [address for address in self._client.nthreads() if address not in self._fit]
            found = self._client.run(grader_version, workers=new, on_error="return") if new else {}
        except OSError:
            return  # whoever is lost meanwhile fails its tasks, and they tell
        answers = {address: one for address, one in found.items() if not isinstance(one, OSError)}
        self._refuse({f"the worker {address}": one for address, one in answers.items()})
        self._fit.update(answers)

    def _refuse(self, found: dict[str, object]) -> None:
        others = {who: answer for who, answer in found.items() if answer != __version__}
        if others:
            lines = [
                f"  {who} has {f'version {one}' if isinstance(one, str) else 'none that answers'}"
                for who, one in sorted(others.items())[:10]
            ]
            raise ClusterError(
                f"The cluster has another grader than this machine ({__version__}), and two graders may "
                "judge apart:\n" + "\n".join(lines) + "\nInstall the same version everywhere, start "
                "scheduler and workers again in that environment, then give the same command."
            )

    def _gone(self) -> str:
        return f"The scheduler {self.address} has gone. Start a scheduler and its workers again."


def _import_client() -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--cluster needs the package `distributed`, which is not installed here.\n"
            "To have it: pip install 'asyncio-grader[cluster]'"
        ) from None
    if not os.environ.get("GRADE_DEBUG"):
        for name in _LOGGERS:  # what matters of it we say ourselves
            logging.getLogger(name).setLevel(logging.CRITICAL)
    return Client


def _address(where: str) -> str:
    """Return a scheduler's address: it is one, or the file that a scheduler has written holds one."""
    path = Path(where)
    if not path.exists():
        if "://" in where or where.rpartition(":")[2].isdecimal():
            return where
        raise ClusterError(
            f"--cluster {where} is neither an address (tcp://host:8786) nor a file that is there.\n"
            f"To have the file: dask scheduler --scheduler-file {where}"
        )
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError, TypeError):
        raise ClusterError(
            f"{where} is no scheduler file.\nTo have one: dask scheduler --scheduler-file {where}"
        ) from None


def _unreachable(address: str, error: Exception) -> str:
    said = str(error).strip().partition("\n")[0][:200] or type(error).__name__
    return (
        f"No scheduler answers at {address}: {said}.\n"
        "Check that `dask scheduler` runs there, that this machine may reach its port (8786 by default), "
        "and, with a scheduler file, that it is not of a scheduler that has ended."
    )

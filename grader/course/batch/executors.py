"""The engines a batch can run on: threads here, or any Executor somebody names.

A local slot is a thread that drives a warm worker.  A factory of somebody else's is called without
arguments and returns a `concurrent.futures.Executor`; `grade_task` then runs wherever that runs things.
`grader.course.batch.cluster` has the third kind.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from grader.course.batch.errors import BatchMistake

_GLANCE = 0.2  # real seconds between two looks at whether somebody has come


@dataclass
class Pool:
    """An Executor, and what a batch has to know of it beyond what Executors tell.

    width: how many tasks it runs at the same time.  elsewhere: it runs them in other processes than this.
    """

    executor: Executor
    width: int
    elsewhere: bool = True

    def slots(self) -> int:
        """Return how many tasks it runs at the same time, by now."""
        return self.width

    def interrupted(self) -> bool:
        """Look whether the engine is to blame when tasks fail; True: it was, and tasks may be given again.

        Raises EngineStopped or BatchMistake when there is no use in giving it more.
        """
        return False

    def close(self) -> None:
        """End it; what it still does is of no interest."""
        self.executor.shutdown(wait=False)  # more words than this not every Executor understands


class Threads(Pool):
    """Threads of this process."""

    def __init__(self, width: int) -> None:
        super().__init__(ThreadPoolExecutor(width, thread_name_prefix="grade-batch"), width, elsewhere=False)

    def close(self) -> None:
        """End them; a task that has not been begun never is."""
        self.executor.shutdown(wait=False, cancel_futures=True)


def wait_for_slots(pool: Pool, say: Callable[[str], None], stopping: Callable[[], bool]) -> bool:
    """Wait until somebody is there to work; return False when stopped before."""
    if pool.slots():
        return True
    say("No worker has joined yet; waiting for one.")
    while not pool.slots():
        if stopping():
            return False
        pool.interrupted()  # raises when none can come any more
        time.sleep(_GLANCE)
    pool.interrupted()  # who has come may not fit
    return True


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def load_pool(name: str, width: int | None) -> Pool:
    """Return the Executor that `module:factory` makes.  Raises BatchMistake."""
    executor = load_executor(name)
    return Pool(executor, width or int(getattr(executor, "_max_workers", 0)) or cores())


def load_executor(name: str) -> Executor:
    """Return the Executor that `module:factory` makes.  Raises BatchMistake."""
    module, colon, factory = name.partition(":")
    if not (module and colon and factory):
        raise BatchMistake(f"--engine {name}: write it as module:factory, for example my_cluster:executor.")
    kept = list(sys.path)
    sys.path.insert(0, str(Path.cwd()))  # the module may be a file of the course
    try:
        made = getattr(importlib.import_module(module), factory)()
    except Exception as error:  # somebody else's code
        raise BatchMistake(f"--engine {name} cannot be used: {type(error).__name__}: {error}.") from error
    finally:
        sys.path[:] = kept
    if not isinstance(made, Executor):
        raise BatchMistake(
            f"--engine {name} made {type(made).__name__}, which is no concurrent.futures.Executor."
        )
    return made

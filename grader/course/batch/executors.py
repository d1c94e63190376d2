"""The engines a batch can run on: threads here, or any Executor somebody names.

A local slot is a thread that drives a warm worker.  A factory of somebody else's is called without
arguments and returns a `concurrent.futures.Executor`; `grade_task` then runs wherever that runs things.
"""

from __future__ import annotations

import importlib
import os
import sys
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from grader.course.batch.errors import BatchMistake


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def local(slots: int) -> Executor:
    """Return threads of this process."""
    return ThreadPoolExecutor(max_workers=slots, thread_name_prefix="grade-batch")


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

"""Thread pools: the stock ones, standing on our threads and locks."""

from __future__ import annotations

import concurrent.futures
import concurrent.futures.thread as pools
import functools
import threading
from collections.abc import Callable
from typing import Any

from .replace import dress, put

# As on the largest machine: the stock default depends on the number of cores, and so would results.
_WORKERS = 32


class Jobs:
    """Names what the worker thread that is being started was started for."""

    def __init__(self) -> None:
        self.submitted: str | None = None


def install(jobs: Jobs) -> None:
    """Renew what the module has made at its import, and fix the default number of workers."""
    put(pools, _global_shutdown_lock=threading.Lock())
    real_init = pools.ThreadPoolExecutor.__init__
    real_submit = pools.ThreadPoolExecutor.submit

    def init(self: Any, max_workers: int | None = None, *args: Any, **options: Any) -> None:
        real_init(self, _WORKERS if max_workers is None else max_workers, *args, **options)

    def submit(self: Any, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        outer, jobs.submitted = jobs.submitted, name_of(fn)
        try:
            return real_submit(self, fn, *args, **kwargs)
        finally:
            jobs.submitted = outer

    put(pools.ThreadPoolExecutor, __init__=dress(init, real_init), submit=dress(submit, real_submit))
    put(concurrent.futures, ThreadPoolExecutor=pools.ThreadPoolExecutor)


def name_of(function: Any) -> str:
    """Name a function that a thread is to run, through the wrappings that asyncio puts around it."""
    while isinstance(function, functools.partial):
        # asyncio.to_thread makes partial(context.run, function, ...).
        is_context = getattr(function.func, "__name__", "") == "run" and function.args
        function = function.args[0] if is_context else function.func
    return str(getattr(function, "__qualname__", type(function).__name__))

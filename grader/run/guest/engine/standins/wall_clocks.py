"""Put `time` and `datetime` on the virtual clock.

Processor time (`process_time`, `thread_time`) stays what it is: it does not pass while one waits.
"""

from __future__ import annotations

import copyreg
import datetime as dt
import functools
import importlib
import sched
import sys
import time
from collections.abc import Callable
from datetime import date as real_date
from datetime import datetime as real_datetime
from typing import Any

from ..clock.clock import Clock
from ..settings import NS
from .replace import dress, put

_SINCE_BOOT = ("MONOTONIC", "MONOTONIC_RAW", "BOOTTIME", "UPTIME", "UPTIME_RAW", "HIGHRES")
_SINCE_1970 = ("REALTIME", "TAI")
_COARSE_SINCE_BOOT, _COARSE_SINCE_1970 = 6, 5  # Linux; Python has no names for them


def install(clock: Clock) -> None:
    """Replace what tells the time, and `time.sleep`."""
    _install_time(clock)
    _install_aliases()
    _install_datetime()


def _install_time(clock: Clock) -> None:
    read = clock.read

    def sleep(seconds: Any, /) -> None:
        clock.sleep(_duration(seconds))

    readers: dict[str, Callable[[], float]] = {
        "monotonic": lambda: read() / NS,
        "monotonic_ns": read,
        "perf_counter": lambda: read() / NS,
        "perf_counter_ns": read,
        "time": lambda: (clock.since_1970 + read()) / NS,
        "time_ns": lambda: clock.since_1970 + read(),
    }
    put(time, sleep=dress(sleep, time.sleep))
    put(time, **{name: dress(reader, getattr(time, name)) for name, reader in readers.items()})
    for name in ("gmtime", "localtime", "ctime"):
        put(time, **{name: _of_now(getattr(time, name))})
    put(time, asctime=_of_local_time(time.asctime, 0), strftime=_of_local_time(time.strftime, 1))
    if hasattr(time, "clock_gettime"):
        _install_clock_gettime(clock)


def _duration(seconds: Any) -> float:
    """Check an argument as `time.sleep` does."""
    if not isinstance(seconds, (int, float)):
        if hasattr(seconds, "__index__"):
            seconds = seconds.__index__()
        else:
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
    if seconds != seconds:
        raise ValueError("Invalid value NaN (not a number)")
    if seconds < 0:
        raise ValueError("sleep length must be non-negative")
    if seconds > sys.maxsize / NS:
        raise OverflowError("timestamp too large to convert to C PyTime_t")
    return float(seconds)


def _of_now(convert: Callable[..., Any]) -> Callable[..., Any]:
    def converted(seconds: float | None = None, /) -> Any:
        return convert(time.time() if seconds is None else seconds)

    return dress(converted, convert)  # type: ignore[no-any-return]


def _of_local_time(convert: Callable[..., Any], others: int) -> Callable[..., Any]:
    """Supply the present local time where a function takes it for granted as its last argument."""

    def converted(*args: Any) -> Any:
        return convert(*args) if len(args) > others else convert(*args, time.localtime())

    return dress(converted, convert)  # type: ignore[no-any-return]


def _install_clock_gettime(clock: Clock) -> None:
    since_boot = {getattr(time, f"CLOCK_{name}", None) for name in _SINCE_BOOT}
    since_1970 = {getattr(time, f"CLOCK_{name}", None) for name in _SINCE_1970}
    if sys.platform == "linux":
        since_boot.add(_COARSE_SINCE_BOOT)
        since_1970.add(_COARSE_SINCE_1970)
    real, real_ns = time.clock_gettime, time.clock_gettime_ns

    def clock_gettime_ns(clk_id: int, /) -> int:
        if clk_id in since_boot:
            return clock.read()
        return clock.since_1970 + clock.read() if clk_id in since_1970 else real_ns(clk_id)

    def clock_gettime(clk_id: int, /) -> float:
        known = clk_id in since_boot or clk_id in since_1970
        return clock_gettime_ns(clk_id) / NS if known else real(clk_id)

    put(time, clock_gettime=dress(clock_gettime, real), clock_gettime_ns=dress(clock_gettime_ns, real_ns))


def _install_aliases() -> None:
    """Replace the clocks that modules took as names or defaults of their own when they were imported."""
    for module, name in (
        ("threading", "_time"),
        ("queue", "time"),
        ("sched", "_time"),
        ("subprocess", "_time"),
    ):
        put(importlib.import_module(module), **{name: time.monotonic})
    put(sched.scheduler.__init__, __defaults__=(time.monotonic, time.sleep))


# ---- stand-ins for `datetime.datetime` and `date`, whose types in C read the system's clock -----------
#
# What they make are the real types: equal, picklable, and printed as ever.


class _Stand(type):
    real: type

    def __instancecheck__(cls, instance: object) -> bool:
        # Subclasses of the learner's own are not stand-ins for anything.
        return isinstance(instance, cls.real) if "real" in vars(cls) else super().__instancecheck__(instance)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, cls.real) if "real" in vars(cls) else super().__subclasscheck__(subclass)


class _Datetime(real_datetime, metaclass=_Stand):
    real = real_datetime

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return real_datetime(*args, **kwargs) if cls is _Datetime else super().__new__(cls, *args, **kwargs)

    @classmethod
    def now(cls, tz: Any = None) -> Any:
        return cls.fromtimestamp(time.time(), tz)

    @classmethod
    def utcnow(cls) -> Any:
        return cls.fromtimestamp(time.time(), dt.UTC).replace(tzinfo=None)

    @classmethod
    def today(cls) -> Any:
        return cls.fromtimestamp(time.time())


class _Date(real_date, metaclass=_Stand):
    real = real_date

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        return real_date(*args, **kwargs) if cls is _Date else super().__new__(cls, *args, **kwargs)

    @classmethod
    def today(cls) -> Any:
        return cls.fromtimestamp(time.time())


def _install_datetime() -> None:
    for stand in (_Datetime, _Date):
        # Pickle finds a class by its name, and would find the stand-in where it expects the real one.
        copyreg.pickle(stand.real, functools.partial(_reduce, stand))
    put(dt, datetime=_Datetime, date=_Date)


def _reduce(stand: type[Any], value: Any) -> tuple[type[Any], Any]:
    return stand, value.__reduce_ex__(2)[1]


for _stand in (_Datetime, _Date):
    put(_stand, __module__="datetime", __name__=_stand.real.__name__, __qualname__=_stand.real.__name__)

"""Record what a program's tasks, threads and loops do, as a stream of events.

The recorder changes nothing of what the program does.  It keeps numbers and weak references, never a
task, a coroutine or a result: what Python says at their end ("never awaited", "never retrieved") must
come when it would have come.  Every event is a plain dict, ready for JSON, handed to `emit` at once.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import threading
import weakref
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from ..settings import Settings
from . import loops, standstill, texts
from .handles import recorded
from .log import Clock, Event, Log
from .loops import Loops
from .places import BOUNDARY, Places
from .primitives import call_reader
from .steps import Steps, number_of
from .tasks import Order, current, task_class
from .unawaited import Unawaited, remember_origins
from .waits import Waits

_HOUSEKEEPING = ("BaseEventLoop._do_shutdown",)  # what asyncio runs in threads of its own
_IDLE = ("queue.SimpleQueue.get",)


class Recorder:
    """Everything that is recorded of one run.  Install it once, and begin before the program is loaded.

    records: False makes runs only repeatable, by order in sets.
    """

    def __init__(self, clock: Clock, *, records: bool = True) -> None:
        self._records = records
        self._log = Log(clock)
        self._places = Places(self._log.tell)
        self._steps = Steps(self._log, self._places)
        self._order = Order()
        self._loops = Loops(self._log, self._steps, lambda: self._order.made)
        self._unawaited = Unawaited(self._log, self._places)
        self._threads: weakref.WeakKeyDictionary[object, int] = weakref.WeakKeyDictionary()
        self._thread_numbers = itertools.count(1)
        self._task: type[Any] = asyncio.Task
        self._paced = self._finished = False

    # ---- installing --------------------------------------------------------------------------

    def begin(
        self, settings: Settings, learner: Callable[[str], str | None], emit: Callable[[Event], None]
    ) -> None:
        """Record from now on, in the thread that calls and those it starts.

        learner: the name to show for a file of the learner's, None for other files.
        emit: receives every event, in order.
        """
        self._order.reverse = settings.set_order == "reversed"
        self._places.learner = learner
        self._log.begin(settings.events, emit)
        if self._records:
            remember_origins()

    def install(self, loop_class: type[Any]) -> None:
        """Put the hooks in place."""
        recording = self._records
        steps = self._steps if recording else None
        self._task = task_class(self._order, steps, loops.HOUSEKEEPING, self._log)
        asyncio.Task = asyncio.tasks.Task = self._task  # type: ignore[misc]
        if hasattr(asyncio, "eager_task_factory"):  # 3.12+
            tasks: Any = asyncio.tasks
            factory = tasks.create_eager_task_factory(self._task)
            setattr(asyncio, "eager_task_factory", factory)  # noqa: B010  # no such name up to 3.11
            tasks.eager_task_factory = factory
        loops.put_in_order(self._places if recording else None, self._order)
        if not recording:
            return
        self._places.look(self._task.cancel.__code__).via = "awaiter"  # its cancellation is passed on
        self._steps.waits = self._waits = Waits(self._places, self._task)
        self._hook_handles()
        self._hook_threads()
        self._loops.install(loop_class, self._places)
        self._unawaited.install()

    def _hook_handles(self) -> None:
        """See every step, until there is no more room for events."""
        handle: Any = asyncio.events.Handle
        run, counted = recorded(handle._run, self._task, self._steps, self._log)
        for each in (handle._run, run, counted):
            self._places.look(each.__code__).side = BOUNDARY
        handle._run = run

        def stop() -> None:
            handle._run = counted
            remember_origins(1)

        self._log.on_full = stop

    def _hook_threads(self) -> None:
        """Set up every thread when it begins: what it makes shall remember where it was made."""
        thread: Any = threading.Thread
        begin = thread._bootstrap_inner

        def _bootstrap_inner(thread: Any) -> None:
            remember_origins()
            begin(thread)

        thread._bootstrap_inner = _bootstrap_inner

    def register_call(self, code: CodeType, name_local: str) -> None:
        """Take frames of this function of the harness for calls of the host, named by one of its locals."""
        self._places.look(code).waits = call_reader(name_local)

    # ---- threads and blocking ------------------------------------------------------------------

    def blocked(self, what: str, since_ns: int, ns: int, frame: FrameType | None) -> None:
        """A thread with a running loop stood still; nothing else could run on that loop."""
        self._stood_still("block", {"task": number_of(current())}, what, since_ns, ns, frame)

    def thread_started(self, thread: object, fn_name: str, frame: FrameType | None) -> None:
        """The program starts a thread; called in the thread that starts it."""
        if not self._records or fn_name in _HOUSEKEEPING:
            return
        name = getattr(thread, "name", "")
        self._log.count(
            {
                "ev": "thread.start",
                "t": self._log.now,
                "thread": self._thread(thread, new=True),
                "name": texts.cut(name) if type(name) is str else "",
                "by": number_of(current()),
                "fn": texts.cut(fn_name),
                "at": self._places.callers(frame)[0],
            }
        )

    def thread_waited(self, what: str, since_ns: int, ns: int, frame: FrameType | None) -> None:
        """The calling thread, in which no loop runs, stood still."""
        if what in _IDLE and not self._places.callers(frame)[0]:
            return  # a pool's worker without work
        thread = self._thread(threading.current_thread())
        self._stood_still("thread.wait", {"thread": thread}, what, since_ns, ns, frame)

    def thread_ended(self, thread: object) -> None:
        """A thread of the program is over."""
        number = self._thread(thread)
        if number:
            self._log.count({"ev": "thread.end", "t": self._log.now, "thread": number})

    def _stood_still(
        self, kind: str, who: dict[str, Any], what: str, since_ns: int, ns: int, frame: FrameType | None
    ) -> None:
        if not self._records:
            return
        event = {"ev": kind, "t": self._log.now, **who, "what": what, "since": since_ns - self._log.start}
        self._log.count({**event, "ns": ns, "at": self._places.callers(frame)[0]})

    def _thread(self, thread: object, new: bool = False) -> int:
        """Return a thread's number; 0 for the first thread, and for those nobody has seen start."""
        known = self._threads.get(thread)
        if known is None and new:
            known = self._threads[thread] = next(self._thread_numbers)
        return known or 0

    # ---- the end -----------------------------------------------------------------------------

    def stuck(self, kind: str, loop: Any | None, frame: FrameType | None, detail: str = "") -> None:
        """The run can, or may, not go on.  loop: whose tasks to show; None for those of all loops."""
        self._loops.stuck = self._loops.stuck or kind
        if not self._records:
            return
        waiters, held = standstill.describe(self._loops.pending(loop), self._waits)
        fields = {"detail": "; ".join(filter(None, (detail, held)))} if detail or held else {}
        self._log.rare("stuck", kind=kind, tasks=waiters, at=self._places.callers(frame)[0], **fields)

    def paced(self, why: str) -> None:
        """Real time had to pass: something outside of this process was waited for.  Told once."""
        if self._records and not self._paced:
            self._paced = True
            self._log.rare("paced", why=why)

    def finish(self) -> None:
        """Tell what only shows at the end.  Nothing is recorded after the first call."""
        if self._finished or not self._records:
            return
        self._finished = self._unawaited.ending = True
        gc.collect()  # what nobody refers to any more is finalised, and Python says what it has to say
        objects = gc.get_objects()
        tasks = [each for each in objects if issubclass(type(each), self._task) and number_of(each)]
        self._unawaited.find_alive({id(task.get_coro()) for task in tasks}, objects)
        self._loops.never_retrieved(tasks)
        if self._log.dropped:
            self._log.tell({"ev": "truncated", "dropped": self._log.dropped})
        self._log.close()

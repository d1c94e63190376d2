"""Name what a trace holds, in few words: calls, tasks, and what is waited for.

Every text here is for a reader with little room: a lane's name, a label on a bar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from os.path import commonprefix
from typing import Any

from grader.judge.trace_tables import NS, Life, Recording

_STRING = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_LIST = re.compile(r"\[[^\[\]]*\]")
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*://")
MAX_TEXT, MAX_LIST, MAX_ARGUMENTS, MAX_NAME = 24, 20, 40, 60
_METHODS = {
    "queue.get": ("Queue", "get"),
    "queue.put": ("Queue", "put"),
    "queue.join": ("Queue", "join"),
    "lock.acquire": ("Lock", "acquire"),
    "semaphore.acquire": ("Semaphore", "acquire"),
    "event.wait": ("Event", "wait"),
    "condition.wait": ("Condition", "wait"),
    "barrier.wait": ("Barrier", "wait"),
}
_GROUPS = {"taskgroup": "TaskGroup", "task": "shield"}
_PHRASES = {
    "yield": "asyncio.sleep(0)",
    "stream.read": "waits for data to read",
    "stream.drain": "waits for data to be written",
    "stream.connect": "waits for a connection",
    "stream.close": "waits for a stream to close",
    "process.wait": "waits for a process",
}


def short_name(qualname: str) -> str:
    """Return the part of a qualified name that a reader looks for: `main.<locals>.one` is `one`."""
    return qualname.rpartition("<locals>.")[2][:MAX_NAME]


def is_called(qualname: str, function: str) -> bool:
    """Tell whether `function` names this one: its last part, or the whole of it."""
    return qualname == function or short_name(qualname) == function or qualname.rpartition(".")[2] == function


def seconds(value: float) -> str:
    """Return a number of seconds as one would write it: 2, 0.5, 1.25."""
    return f"{value:.9f}".rstrip("0").rstrip(".") if abs(value) < 1e9 else f"{value:g}"


def cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"


def blocking(what: str, ns: int) -> str:
    """Say what blocked, `time.sleep(2)`: of a plain sleep its length is known."""
    return f"time.sleep({seconds(ns / NS)})" if what == "time.sleep" else cut(what, MAX_NAME)


class Names:
    """Names for one recording's calls, tasks and waits.

    Arguments are shortened against each other: of three URLs that share all but their last part,
    only the last part is worth the room.
    """

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._known: dict[tuple[str, str, bool], str] = {}

    # ---- calls ---------------------------------------------------------------------------------

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        """The part that the text arguments of a function's calls share, by function name."""
        texts: dict[str, set[str]] = {}
        for coro in self._recording.coros.values():
            texts.setdefault(coro.name, set()).update(_strings(coro.args))
        for life in self._recording.lives.values():
            for stand in life.stands:
                if stand.on.get("kind") == "call":
                    name, args = split_call(str(stand.on.get("name") or ""))
                    texts.setdefault(name, set()).update(_strings(args))
        return {name: shared_prefix(found) for name, found in texts.items()}

    def call(self, name: str, args: str, quoted: bool = True) -> str:
        """Return a call in few words: `fetch_data("…/data1")`, or without quotes for use in a label."""
        key = (name, args, quoted)
        if key not in self._known:
            prefix = self._prefixes.get(name, "")
            mark = '"' if quoted else ""
            short = _LIST.sub(_short_list, args[:2000])
            short = _STRING.sub(lambda m: mark + shorten(m[1] or m[2] or "", prefix) + mark, short)
            self._known[key] = f"{short_name(name)}({cut(short, MAX_ARGUMENTS)})"
        return self._known[key]

    def coro(self, number: int, quoted: bool = True) -> str:
        """Name one coroutine by the call that made it."""
        coro = self._recording.coros[number]
        return self.call(coro.name, coro.args, quoted)

    def collaborator(self, on: Mapping[str, Any], quoted: bool = True) -> str:
        """Name a call of something the host plays."""
        return self.call(*split_call(str(on.get("name") or "call")), quoted)

    # ---- tasks ---------------------------------------------------------------------------------

    def task(self, life: Life, quoted: bool = True) -> str:
        """Name a task by the call it runs; asyncio's own coroutines by what they wait for."""
        own = life.own
        if own in self._recording.coros:
            return self.coro(own, quoted)
        first = life.stands[0] if life.stands else None
        if first is not None and not first.frames and first.on.get("kind") in ("sleep", "call"):
            return self.waiting(first.on, quoted)
        return cut(short_name(life.coroutine), MAX_NAME) + "()"

    def plain(self, life: Life) -> str:
        """Name a task by its function alone: `main`."""
        return self.task(life).partition("(")[0]

    def tasks(self, numbers: Iterable[int]) -> str:
        """Name one task, or count several."""
        lives = [self._recording.lives[n] for n in numbers if n in self._recording.lives]
        if len(lives) == 1:
            return self.task(lives[0], quoted=False)
        return f"{len(lives)} tasks" if lives else "tasks"

    # ---- waits ---------------------------------------------------------------------------------

    def waiting(self, on: Mapping[str, Any], quoted: bool = False) -> str:
        """Say what a wait is for: `asyncio.sleep(2)`, `Queue#1.get()`, `gather of 3 tasks`."""
        kind = str(on.get("kind") or "other")
        limit = on.get("timeout")
        most = "" if limit is None else f", at most {seconds(limit)} s"
        if kind == "sleep":
            delay = on.get("delay")
            return f"asyncio.sleep({'' if delay is None else seconds(delay)}){most}"
        if kind == "call":
            return self.collaborator(on, quoted) + most
        if kind in _METHODS:
            thing = cut(str(on.get("obj") or _METHODS[kind][0]), MAX_NAME)
            return f"{thing}.{_METHODS[kind][1]}(){most}"
        if kind in _PHRASES:
            return _PHRASES[kind] + most
        return self._waiting_for_work(kind, on) + most

    def _waiting_for_work(self, kind: str, on: Mapping[str, Any]) -> str:
        """Say for which tasks, thread or future a wait is."""
        numbers = waited_tasks(on)
        name = cut(str(on.get("name") or ""), MAX_ARGUMENTS)
        if kind in ("gather", "wait", "taskgroup") or name == "shield":
            return f"{name or _GROUPS.get(kind, kind)} of {self.tasks(numbers)}"
        if kind == "to_thread":
            return f"to_thread({name})" if name else "waits for a thread"
        if kind == "future":
            return f"waits for {cut(str(on.get('obj') or 'a future'), MAX_NAME)}"
        if kind == "wait_for" and not numbers:
            return "asyncio.wait_for()"  # around a coroutine of asyncio's own
        if kind == "task" or numbers:
            return f"waits for {self.tasks(numbers) if numbers else 'a task'}"
        return name or "waits"


def waited_tasks(on: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the numbers of the tasks that a wait is for."""
    found = [n for n in on.get("tasks") or () if n is not None]
    if not found and on.get("task") is not None:
        found = [on["task"]]
    return tuple(found)


def split_call(text: str) -> tuple[str, str]:
    """Split `fetch('u1')` into its name and its arguments; `…` where they are not told."""
    name, bracket, rest = text.partition("(")
    return name, rest.removesuffix(")") if bracket else "…"


def _strings(args: str) -> list[str]:
    return [match[1] or match[2] or "" for match in _STRING.finditer(args[:2000])]


def _short_list(found: re.Match[str]) -> str:
    """Return a list's text as it is, or when that is long, how many items it has."""
    text = found[0]
    strings = len(_STRING.findall(text))
    return text if len(text) <= MAX_LIST else f"[{strings or text.count(',') + 1} items]"


def shared_prefix(texts: Iterable[str]) -> str:
    """Return the path that all of `texts` begin with, up to a slash; "" when that saves nothing."""
    texts = [text for text in texts if "/" in text]
    if not texts:
        return ""
    prefix = commonprefix([text[:-1] for text in texts])  # noqa: RUF071 - URLs: letter by letter is right
    prefix = prefix[: prefix.rfind("/") + 1]
    return prefix if len(prefix) > 3 else ""


def shorten(text: str, prefix: str = "") -> str:
    """Return `text` without the prefix it shares with others, cut to what a label has room for."""
    if prefix and text.startswith(prefix):
        rest = text[len(prefix) :]
        text = rest if _SCHEME.fullmatch(prefix) else "…/" + rest
    if len(text) > MAX_TEXT and "/" in text[-MAX_TEXT + 2 : -1]:
        tail = text[-MAX_TEXT + 2 :]
        return "…" + tail[tail.index("/") :]
    return cut(text, MAX_TEXT)

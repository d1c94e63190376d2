"""Load the learner's file from its text, find what is to be called, describe what was raised.

Standard library only.
"""

from __future__ import annotations

import asyncio
import difflib
import gc
import io
import linecache
import os
import sys
import traceback
import types
import warnings
from asyncio.mixins import _LoopBoundMixin
from collections.abc import Callable
from typing import Any

from grader.run import values, wire
from grader.run.guest import engine as engines
from grader.run.guest import network
from grader.run.guest.module_state import ModuleState

PROBE_FILE = "<suite>"
SHIPPED = frozenset({network.__name__})  # loaded here, before the walls close: what a probe may use of ours
_LONGEST_LINE = 300
_learner: Callable[[str], str | None] = lambda filename: None  # noqa: E731  # replaced per run


class NotLoaded(Exception):
    """The file cannot be run at all, or has no such function.

    reason: "syntax", "import", "missing" or "not callable".  error: as `error_record` gives it.
    """

    def __init__(self, reason: str, error: dict[str, Any]) -> None:
        super().__init__(reason)
        self.reason, self.error = reason, error


def learner_predicate(request: wire.Frame) -> Callable[[str], str | None]:
    """Return the function that tells the learner's files from all others.

    A submission is the one file it was compiled as; a program may have modules beside it.
    """
    global _learner
    name = request["file"]
    folder = request["folder"]

    def one_file(filename: str) -> str | None:
        return name if filename == name else None

    def whole_folder(filename: str) -> str | None:
        path = os.path.abspath(filename)
        inside = (
            path.startswith(folder + os.sep) and "site-packages" not in path and not filename.startswith("<")
        )
        return os.path.relpath(path, folder) if inside and not path.startswith(sys.prefix + os.sep) else None

    _learner = one_file if folder is None else whole_folder
    return _learner


# ---- loading -----------------------------------------------------------------------------------


def load(request: wire.Frame) -> types.ModuleType | None:
    """Execute the file's text and return its module.

    A submission's module is named "exercise", so that its `__main__` guard stays shut.  Raises
    NotLoaded; for a program, lets its own exceptions out.
    """
    program = request["mode"] == "program"
    source, filename = request["source"], request["file"]
    if program:
        filename = os.path.join(request["folder"], filename)
        sys.path.insert(0, request["folder"])
        sys.argv = request["argv"]
    else:
        sys.argv = [filename]
    module = types.ModuleType("__main__" if program else "exercise")
    module.__file__ = filename
    sys.modules[module.__name__] = module
    lines = source.splitlines(keepends=True)
    linecache.cache[filename] = (len(source), None, lines, filename)
    try:
        code = compile(source, filename, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise NotLoaded("syntax", _syntax_record(error, lines)) from None
    if program:
        exec(code, module.__dict__)
        return module
    state = ModuleState(module)
    with engines.before_each_loop(state.note):
        _execute(code, module, request)
    state.put_back()
    _release_from_closed_loops()
    return module


def _execute(code: types.CodeType, module: types.ModuleType, request: wire.Frame) -> None:
    """Run the module's body; whether the call can still be made decides what an exception means.

    A file may run its own `main()` when it is imported.  What goes wrong in there, or a closing
    `sys.exit()`, says nothing about the functions it defines: those are called afterwards.
    """
    try:
        exec(code, module.__dict__)
    except SystemExit as error:
        if not _defines(module, request):
            raise NotLoaded("import", error_record(error)) from None
    except engines.Stuck as error:
        if not (_defines(module, request) and _inside_a_run(error)):
            raise NotLoaded("stuck", error_record(error)) from None
    except BaseException as error:
        if not (_defines(module, request) and _inside_a_run(error)):
            raise NotLoaded("import", error_record(error)) from None
        print_exception(error)


def _release_from_closed_loops() -> None:
    """Let locks and queues that the module's own run has used serve the call as well.

    They stay bound to the loop they first waited in.  That the call comes after that run, in another
    loop, is our doing and none of the learner's.
    """
    for thing in gc.get_objects():
        bound: Any = thing if isinstance(thing, _LoopBoundMixin) else None
        if bound is not None and bound._loop is not None and bound._loop.is_closed():
            bound._loop = None


def _defines(module: types.ModuleType, request: wire.Frame) -> bool:
    return request["probe"] is not None or callable(module.__dict__.get(request["target"].split(".")[0]))


def _inside_a_run(error: BaseException) -> bool:
    """Whether the exception came out of an event loop that the module's body had run."""
    return any(
        frame.f_code.co_name == "run_until_complete"
        and frame.f_globals.get("__name__", "").startswith("asyncio")
        for frame, _line in traceback.walk_tb(error.__traceback__)
    )


def find(module: types.ModuleType, target: str) -> Callable[..., Any]:
    """Return the module's function of that (dotted) name.  Raises NotLoaded."""
    found: Any = module
    for name in target.split("."):
        names = [n for n in vars(found) if not n.startswith("_")] if hasattr(found, "__dict__") else []
        if not hasattr(found, name):
            close = difflib.get_close_matches(name, names, n=1)
            raise NotLoaded("missing", _plain_record("AttributeError", f"no {target!r} in the file", close))
        found = getattr(found, name)
    if not callable(found):
        raise NotLoaded(
            "not callable", _plain_record("TypeError", f"{target!r} is {type(found).__name__}", [])
        )
    return found  # type: ignore[no-any-return]


def probe(shipped: dict[str, Any]) -> Callable[..., Any]:
    """Make a suite's `@in_guest` function from its source; names it uses come along as data."""
    space: dict[str, Any] = {"asyncio": asyncio, "__name__": "suite"}
    space.update((name, __import__(module, fromlist=["_"])) for name, module in shipped["modules"].items())
    space.update(values.Decoder(lambda data: None).decode(shipped["names"]))
    # Not in linecache: tracebacks and warnings would print its lines for the learner to read.
    exec(compile(shipped["source"], PROBE_FILE, "exec", dont_inherit=True), space)
    return space[shipped["name"]]  # type: ignore[no-any-return]


# ---- exceptions --------------------------------------------------------------------------------


def error_record(error: BaseException) -> dict[str, Any]:
    """Return an exception as data, with the learner's innermost line and Python's own text."""
    record = values.Encoder().error(error)
    frames = [
        (f, line) for f, line in traceback.walk_tb(error.__traceback__) if _learner(f.f_code.co_filename)
    ]
    if frames:
        frame, line = frames[-1]
        record |= {"line": line, "function": frame.f_code.co_qualname}
    return record | {"traceback": _formatted(error)}


def _plain_record(kind: str, message: str, close: list[str]) -> dict[str, Any]:
    near = f"The file has a similar name: {close[0]}" if close else ""
    record = {"t": "exception", "type": kind, "bases": [kind], "message": message}
    return record | {"exceptions": [], "traceback": near}


def _syntax_record(error: BaseException, lines: list[str]) -> dict[str, Any]:
    record = values.Encoder().error(error) | {"args": []}
    if isinstance(error, SyntaxError):
        if error.text is None and error.lineno and error.lineno <= len(lines):
            error.text = lines[
                error.lineno - 1
            ]  # Python looks some of them up on the disk, where there is no file
        record |= {"message": str(error.msg), "line": error.lineno, "column": error.offset}
    record["traceback"] = _cut("".join(traceback.format_exception_only(error)))
    return record


def _formatted(error: BaseException) -> str:
    """Format the traceback without the frames of asyncio, of the engine and of ours."""
    try:
        text = traceback.TracebackException.from_exception(error, capture_locals=False)
        _only_learner(text, set())
        return _cut("".join(text.format()))
    except Exception:  # an exception may be made to resist formatting
        return f"{type(error).__name__}: {values.message_of(error)}"


def _cut(text: str) -> str:
    """Return text of a bearable size: a line of the source may have any length."""
    lines = [line if len(line) <= _LONGEST_LINE else line[:_LONGEST_LINE] + "…" for line in text.splitlines()]
    return values.clean("\n".join(lines) + "\n")[-8000:]


def _only_learner(text: traceback.TracebackException, seen: set[int]) -> None:
    if id(text) in seen:
        return
    seen.add(id(text))
    text.stack[:] = [entry for entry in text.stack if _learner(entry.filename)]
    for inner in (text.__cause__, text.__context__, *(text.exceptions or ())):
        if inner is not None:
            _only_learner(inner, seen)


def print_exception(error: BaseException) -> None:
    """Show the exception where the program's user would look for it: on stderr."""
    with io.StringIO() as text:
        text.write(_formatted(error))
        print(text.getvalue(), end="", file=sys.stderr)


warnings.simplefilter("default", RuntimeWarning)

"""Run a program on the engine, as `python runner.py [name=value ...] program.py [arguments]`.

The program's output goes where it goes; the last line on stderr is JSON: how the program ended, how
it was stuck if it was, virtual seconds, real milliseconds, and the events where `events=1` is given.
Settings are those of `Settings`, as JSON.  `stock=1` runs on the stock loop instead.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
import types
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[4]
_real = time.perf_counter


def _lay_package() -> None:
    """Bind `grader` and `grader.run` to empty packages, as in a guest."""
    for name in ("grader", "grader.run"):
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package


def main(arguments: list[str]) -> None:
    options = {}
    while "=" in arguments[0]:
        name, _, value = arguments.pop(0).partition("=")
        options[name] = json.loads(value)
    program, sys.argv = arguments[0], arguments
    keep_events, stock = options.pop("events", 0), options.pop("stock", 0)
    events: list[dict[str, object]] = []
    began = _real()
    if stock:
        outcome, engine = _play(program, ()), None
    else:
        _lay_package()
        from grader.run.guest.engine import Engine, Settings, Stuck

        name = Path(program).name
        settings = Settings(**{"virtual_ns": 1_000_000 * 10**9, **options})


        def leave(status: int) -> None:
            _report(f"exit {status}", began, engine, events, keep_events)
            os._exit(status)

        engine = Engine(
            settings, learner=lambda file: name if file == program else None, emit=events.append, leave=leave
        )
        engine.install()
        outcome = _play(program, Stuck)
        engine.finish()
    _report(outcome, began, engine, events, keep_events)
    os._exit(0)


def _report(outcome, began, engine, events, keep_events) -> None:
    report = {"outcome": outcome, "real_ms": round((_real() - began) * 1000, 1)}
    if engine is not None:
        virtual = (engine.now - engine.start) / 1e9
        report |= {"stuck": engine.stuck, "virtual": virtual, "kinds": _count(events)}
    if keep_events:
        report["events"] = events
    sys.stdout.flush()
    print(json.dumps(report), file=sys.stderr, flush=True)


def _play(program: str, stuck: type[BaseException] | tuple[()]) -> str:
    """Execute the program as a script, up to the end of its threads."""
    import threading

    module = types.ModuleType("__main__")
    module.__file__ = program
    sys.modules["__main__"] = module
    sys.path[0] = str(Path(program).parent)
    outcome = "finished"
    for step in (lambda: _execute(program, module), threading._shutdown):
        try:
            step()
        except SystemExit as error:
            outcome = f"exit {error.code}"
        except stuck as error:
            outcome = "stuck"
            sys.stderr.write(f"{error}\n")
        except BaseException as error:
            outcome = f"raised {type(error).__name__}"
            traceback.print_exc()
    return outcome


def _execute(program: str, module: types.ModuleType) -> None:
    exec(compile(Path(program).read_text(), program, "exec"), module.__dict__)


def _count(events: list[dict[str, object]]) -> dict[str, int]:
    kinds: dict[str, int] = {}
    for event in events:
        kinds[str(event["ev"])] = kinds.get(str(event["ev"]), 0) + 1
    return kinds


if __name__ == "__main__":
    main(sys.argv[1:])

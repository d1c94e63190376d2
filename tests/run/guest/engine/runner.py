"""Run programs on the engine, or on the stock loop, each in a process of its own.

By hand:   python runner.py [name=value ...] program.py [argument ...]
           the last line on stderr is JSON: how it ended.  Names are those of `Settings`, and
           `events=1` (show them all), `stock=1` (real time) and `without=["os.pidfd_open", ...]`
           (as on a system that lacks these); values are JSON.
By tests:  python runner.py serve
           a job as JSON on each line of stdin, its result on a line of stdout.  Jobs are forked from
           this process, which has everything loaded, two at a time.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import tempfile
import time
import traceback
import types
from pathlib import Path
from typing import Any, NoReturn

_ROOT = Path(__file__).resolve().parents[4]
_AT_ONCE = 2
_real = time.perf_counter


def _lay_package() -> None:
    """Bind `grader` and `grader.run` to empty packages, as in a guest."""
    for name in ("grader", "grader.run"):
        package = types.ModuleType(name)
        package.__path__ = [str(_ROOT.joinpath(*name.split(".")))]
        sys.modules[name] = package


def play(program: str, options: dict[str, Any]) -> NoReturn:
    """Run one program to its end, report on stderr, and end the process."""
    keep, stock = options.pop("events", 0), options.pop("stock", 0)
    events: list[dict[str, Any]] = []
    began = _real()
    engine: Any = None

    def leave(status: int, outcome: str | None = None) -> NoReturn:
        _report(outcome or f"exit {status}", began, engine, events, keep)
        os._exit(status)

    stuck: Any = ()
    if not stock:
        from grader.run.guest.engine import Engine, Settings, Stuck

        name, stuck = Path(program).name, Stuck
        settings = Settings(**{"virtual_ns": 1_000_000 * 10**9, **options})
        engine = Engine()
        engine.install()
        engine.begin(settings, learner={program: name}.get, emit=events.append, leave=leave)
    outcome = _execute(program, stuck)
    if engine is not None:
        engine.finish()
    leave(0, outcome)


def _execute(program: str, stuck: Any) -> str:
    """Execute the program as a script, up to the end of its threads."""
    import threading

    module = types.ModuleType("__main__")
    module.__file__ = program
    sys.modules["__main__"] = module
    sys.path[0] = str(Path(program).parent)
    code = compile(Path(program).read_text(), program, "exec")
    outcome = "finished"
    for step in (lambda: exec(code, module.__dict__), threading._shutdown):
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


def _report(outcome: str, began: float, engine: Any, events: list[dict[str, Any]], keep: bool) -> None:
    report: dict[str, Any] = {"outcome": outcome, "real_ms": round((_real() - began) * 1000, 1)}
    if engine is not None:
        kinds = sorted({event["ev"] for event in events})
        report |= {"stuck": engine.stuck, "virtual": (engine.now - engine.start) / 1e9, "kinds": kinds}
    if keep:
        report["events"] = events
    sys.stdout.flush()
    print(json.dumps(report), file=sys.stderr, flush=True)


# ---- many programs ---------------------------------------------------------------------------


def serve() -> None:
    """Run the jobs from stdin, and write down the result of each as it ends."""
    _lay_package()
    importlib.import_module("grader.run.guest.engine")  # so that the children have it
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # shells start what runs in the background without

    jobs = [json.loads(line) for line in sys.stdin]
    running: dict[int, tuple[dict[str, Any], Any, Any]] = {}
    while jobs or running:
        while jobs and len(running) < _AT_ONCE:
            job = jobs.pop(0)
            out, err = (tempfile.TemporaryFile("w+") for _ in range(2))  # noqa: SIM115  # closed by _result
            pid = os.fork()
            if pid == 0:
                _become(job, out.fileno(), err.fileno())
            running[pid] = (job, out, err)
        pid, status = os.wait()
        job, out, err = running.pop(pid)
        print(
            json.dumps({**job, **_result(out, err), "status": os.waitstatus_to_exitcode(status)}), flush=True
        )


def _become(job: dict[str, Any], out: int, err: int) -> NoReturn:
    os.setpgid(0, 0)  # what is left of it can be killed
    null = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((null, out, err)):
        os.dup2(source, target)
    sys.stdin, sys.stdout, sys.stderr = (os.fdopen(fd, mode) for fd, mode in enumerate("rww"))
    sys.__stderr__ = sys.stderr
    play(job["program"], job["options"])


def _result(out: Any, err: Any) -> dict[str, Any]:
    texts = []
    for file in (out, err):
        file.seek(0)
        texts.append(file.read())
        file.close()
    last = texts[1].splitlines()[-1:]
    report = json.loads(last[0]) if last and last[0].startswith("{") else {"outcome": "killed", "stuck": None}
    return {"out": texts[0], "err": texts[1], "report": report}


def main(arguments: list[str]) -> None:
    if arguments == ["serve"]:
        serve()
        return
    _lay_package()
    options = {}
    while "=" in arguments[0]:
        name, _, value = arguments.pop(0).partition("=")
        options[name] = json.loads(value)
    for path in options.pop("without", ()):
        module, _, attribute = path.rpartition(".")
        delattr(importlib.import_module(module), attribute)
    sys.argv = arguments
    play(arguments[0], options)


if __name__ == "__main__":
    main(sys.argv[1:])

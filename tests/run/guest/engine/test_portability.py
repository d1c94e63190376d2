"""The engine serves, with less to tell, where the system offers less: macOS, Windows, a bare box."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent

NO_TIMERS = ["signal.setitimer", "signal.getitimer", "signal.alarm", "signal.pthread_kill"]
NO_THREAD_CLOCKS = ["time.pthread_getcpuclockid", "time.clock_gettime", "time.clock_gettime_ns"]
NO_PROCESS_DESCRIPTORS = ["os.pidfd_open", "os.waitid"]

NO_POLL = ["select.poll"]
ALL = NO_TIMERS + NO_THREAD_CLOCKS + NO_PROCESS_DESCRIPTORS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="takes away what is not there")


def run(without: list[str], program: str, **settings: float) -> tuple[str, dict[str, object]]:
    path = HERE / "programs" / f"{program}.py"
    options = [f"{name}={json.dumps(value)}" for name, value in {"without": without, **settings}.items()]
    process = subprocess.run(
        [sys.executable, str(HERE / "runner.py"), *options, str(path)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return process.stdout, json.loads(process.stderr.splitlines()[-1])


@pytest.mark.parametrize(
    "program", ["gather_overlaps", "threads_overlap", "streams_echo", "blocking_sleep_in_tasks"]
)
def test_programs_run_without_what_unix_may_lack(program: str) -> None:
    out, report = run(ALL, program)
    expected = json.loads((HERE / "programs" / f"{program}.py").read_text().partition("\n")[0][1:])["expect"]
    assert out.splitlines()[0].split(" = ")[0] == next(iter(expected))
    assert (report["outcome"], report["stuck"]) == ("finished", None)
    assert "paced" not in report["kinds"]


def test_deadlocks_are_known_without_them_too() -> None:
    assert run(ALL, "stuck_on_a_thread_queue")[1]["stuck"] == "thread-deadlock"


def test_children_are_waited_for_without_process_descriptors() -> None:
    out, report = run(NO_PROCESS_DESCRIPTORS, "subprocesses_take_real_time")
    assert report["outcome"] == "finished", out
    assert "expired = TimeoutExpired" in out
    assert "overlap = True" in out
    assert "slept = True" in out


def test_sockets_work_where_there_is_only_select() -> None:
    out, report = run(NO_POLL, "blocking_sockets_in_threads")
    assert report["outcome"] == "finished"
    assert "sent = 3000000" in out

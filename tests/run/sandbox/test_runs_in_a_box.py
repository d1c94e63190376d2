"""What a run may do in a box, what an exercise can allow it, and what becomes of its limits."""

import asyncio
import os
import signal
import textwrap
from dataclasses import replace

import pytest

from grader.grading import prepare
from grader.model import Isolation, Limits, Outcome, Submission, Verdict
from grader.run.host.clock import HostLoop
from grader.run.host.runs import run_call
from grader.run.sandbox import Sandbox


@pytest.fixture(scope="module")
def sandbox(level):
    sandbox = Sandbox(level)
    yield sandbox
    sandbox.close()


@pytest.fixture
def call(sandbox):
    def call(source, **limits):
        submission = Submission(name="exercise.py", source=textwrap.dedent(source), sha256="")
        with asyncio.Runner(loop_factory=HostLoop) as runner:
            bounds = Limits(**{"wall_seconds": 20.0, **limits})
            return runner.run(run_call(sandbox.launcher, submission, "main", limits=bounds))

    return call


def value(run):
    assert run.outcome is Outcome.FINISHED, (run.outcome, run.reason, run.error, run.stderr)
    return run.value


# ---- what works in it ----------------------------------------------------------------------------


def test_what_learners_import_is_there(call):
    run = call("""
        import ast, asyncio, csv, ctypes, decimal, email, hashlib, html, http.client, json, locale
        import logging, multiprocessing, queue, sqlite3, ssl, statistics, subprocess, tempfile
        import tkinter.constants, unittest, urllib.request, uuid, zlib

        async def main():
            return await asyncio.to_thread(lambda: hashlib.sha256(b"x").hexdigest()[:4])
    """)
    assert value(run) == "2d71"


def test_installed_packages_are_not_there(call):
    run = call("""
        async def main():
            try:
                import pytest
            except ImportError:
                return "not there"
    """)
    assert value(run) == "not there"


def test_time_is_virtual_there_too(call):
    run = call("""
        import asyncio, time
        async def main():
            await asyncio.sleep(3600)
            await asyncio.to_thread(time.sleep, 60)
            return "late"
    """, virtual_seconds=10_000.0)  # fmt: skip
    assert (value(run), run.elapsed) == ("late", 3660.0)


def test_a_program_cannot_write_by_default(call):
    run = call("""
        async def main():
            try:
                open("notes.txt", "w")
            except OSError as error:
                return type(error).__name__
    """)
    assert value(run) in ("PermissionError", "OSError")


# ---- what an exercise can allow ------------------------------------------------------------------

WRITES = """
    import os, pathlib, tempfile
    async def main():
        pathlib.Path("notes.txt").write_text("hello")
        os.mkdir("folder"); os.rename("notes.txt", "folder/notes.txt")
        before = [name for name in os.listdir(".") if name != "folder"]
        os.chmod("folder", 0) if os.getcwd().startswith("/tmp") and not os.path.exists("/proc") else None
        return before
"""


def test_writable_gives_a_folder_of_its_own_that_is_gone_afterwards(call):
    for _ in range(2):
        assert value(call(WRITES, writable=True)) == []


def test_writable_reaches_no_further_than_that_folder(call, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    run = call(f"""
        async def main():
            try:
                open({str(tmp_path / "mine.txt")!r}, "w")
            except OSError:
                return "refused"
    """, writable=True)  # fmt: skip
    assert (value(run), (tmp_path / "mine.txt").read_text()) == ("refused", "mine")


def test_a_file_may_not_grow_past_its_limit(call):
    run = call("""
        async def main():
            try:
                with open("big", "wb") as file:
                    file.write(b"x" * (2 << 20))
            except OSError as error:
                return error.errno
    """, writable=True, file_bytes=1 << 20)  # fmt: skip
    assert value(run) == 27


def test_processes_can_be_allowed_and_end_with_their_run(call, sandbox, level):
    if "process limits" in sandbox.isolation.missing:
        pytest.skip("reduced bounds processes only when root starts it")
    started = call("""
        import os, subprocess, sys, time
        async def main():
            if os.fork() == 0:
                os.setsid()
                time.sleep(1000)
            return subprocess.run([sys.executable, "-S", "-c", "raise SystemExit(3)"]).returncode
    """, processes=8)  # fmt: skip
    assert value(started) == 3
    assert value(call("""
        import os
        async def main():
            return [pid for pid in range(2, os.getpid()) if alive(pid)]
        def alive(pid):
            try:
                os.kill(pid, 0)
            except OSError:
                return False
            return True
    """, processes=8) if level == "full" else started) in ([], 3)  # fmt: skip


def test_loopback_can_be_allowed_in_a_network_of_its_own(call, level):
    if level != "full":
        pytest.skip("only a private root has a network of its own")
    source = """
        import asyncio
        async def main():
            async def echo(reader, writer):
                writer.write(await reader.readline())
                writer.close()
            server = await asyncio.start_server(echo, "127.0.0.1", 0)
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname()[:2])
            writer.write(b"hello\\n")
            said = await reader.readline()
            writer.close()
            server.close()
            return said
    """
    assert value(call(source, loopback=True)) == b"hello\n"
    assert call(source).outcome is not Outcome.FINISHED


# ---- limits --------------------------------------------------------------------------------------


def test_memory_ends_in_a_memory_error(call):
    run = call("""
        async def main():
            try:
                return len(b"x" * (1 << 30))
            except MemoryError:
                return "no"
    """)
    assert value(run) == "no"


def test_a_run_that_kills_itself_is_told_as_killed(call):
    run = call("""
        import os, signal
        async def main():
            os.kill(os.getpid(), signal.SIGSEGV)
    """)
    assert (run.outcome, run.reason) == (Outcome.KILLED, "signal SIGSEGV")


def test_a_wall_clock_stops_what_only_waits(call):
    run = call("""
        import ctypes
        async def main():
            ctypes.CDLL(None).pause()
    """, wall_seconds=0.5)  # fmt: skip
    assert (run.outcome, run.reason) == (Outcome.KILLED, "wall-limit")


# ---- faults --------------------------------------------------------------------------------------


def test_a_launcher_killed_in_between_costs_nobody_anything(arena):
    grader = arena.grader
    process = grader._sandbox.launcher._process
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    report = grader.grade(arena.exercise, arena._solution, "exercise.py")
    assert (report.outcome, report.isolation.level) == (Verdict.PASSED, arena.settled.level)


def test_an_exercise_that_needs_more_than_the_level_has_is_our_fault(arena, monkeypatch):
    isolation = Isolation(level="reduced", missing=("process limits",))
    monkeypatch.setattr(type(arena.grader._sandbox), "isolation", isolation)
    for change in ({"loopback": True}, {"processes": 4}):
        exercise = replace(arena.exercise, limits=replace(arena.exercise.limits, **change))
        report = arena.grader.grade(exercise, arena._solution, "exercise.py")
        assert (report.outcome, report.score) == (Verdict.FAULT, 0)
        assert report.problem is not None
        assert "reduced" in report.problem.details


def test_a_class_is_graded_in_one_box_and_every_answer_alike(level, arena):
    with prepare(level) as grader:
        scores = {grader.grade(arena.exercise, arena._solution, "exercise.py").score for _ in range(10)}
    assert len(scores) == 1

"""A submission's call in a guest: time, collaborators, errors, limits.  All through real guests."""

import asyncio
import os
from pathlib import Path

import pytest

from grader.model import Opaque, Outcome, Schedule
from grader.run.host.clock import HostLoop
from grader.run.host.objects import takes
from grader.run.host.runs import run_call
from grader.run.sandbox.process import Launcher

GATHER = """
    import asyncio
    async def fetch(url):
        await asyncio.sleep(2)
        return f"data of {url}"
    async def main():
        return await asyncio.gather(*map(fetch, "abc"))
"""
IN_TURN = """
    import asyncio
    async def main():
        for _ in range(3):
            await asyncio.sleep(2)
"""


# ---- time ------------------------------------------------------------------------------------


def test_elapsed_is_exact_virtual_time(call):
    assert (call(GATHER).elapsed, call(IN_TURN).elapsed) == (2.0, 6.0)


def test_a_call_that_raises_is_over_before_what_it_left_behind_is_cancelled(call):
    run = call("""
        import asyncio
        async def slow():
            try:
                await asyncio.sleep(9)
            finally:
                await asyncio.sleep(3)
        async def fail():
            await asyncio.sleep(1)
            raise ValueError
        async def main():
            await asyncio.gather(slow(), fail())
    """)
    assert (run.outcome, run.error.type, run.elapsed) == (Outcome.RAISED, "ValueError", 1.0)


def test_the_call_counts_from_its_start_not_from_the_import(call):
    run = call(GATHER + "\n    asyncio.run(main())\n")
    assert (run.outcome, run.elapsed, run.value) == (
        Outcome.FINISHED,
        2.0,
        ["data of a", "data of b", "data of c"],
    )


def test_tidying_up_after_the_call_does_not_count(call):
    run = call("""
        import asyncio
        async def slow_to_stop():
            try:
                await asyncio.sleep(100)
            finally:
                await asyncio.sleep(5)
        async def main():
            asyncio.create_task(slow_to_stop())
            await asyncio.sleep(1)
    """)
    assert (run.outcome, run.elapsed) == (Outcome.FINISHED, 1.0)


def test_staggered_sleeps_end_in_another_order(call):
    source = """
        import asyncio
        async def one(n, log):
            await asyncio.sleep(2)
            log.append(n)
        async def main():
            log = []
            await asyncio.gather(*(one(n, log) for n in range(3)))
            return log
    """
    plain = call(source)
    shorter = call(source, schedule=Schedule(stagger=-0.12))
    longer = call(source, schedule=Schedule(stagger=0.12))
    assert [plain.value, shorter.value, longer.value] == [[0, 1, 2], [2, 1, 0], [0, 1, 2]]
    assert [plain.elapsed, shorter.elapsed, longer.elapsed] == pytest.approx([2.0, 2.0, 2.24])


def test_the_same_call_gives_the_same_run(call):
    assert call(GATHER) == call(GATHER)


# ---- collaborators -----------------------------------------------------------------------------


def test_collaborators_run_in_the_host_on_the_same_clock(call):
    running = peak = 0
    times = []

    async def fetch(url):
        nonlocal running, peak
        running += 1
        peak = max(peak, running)
        times.append(asyncio.get_running_loop().time() - 1000)
        await asyncio.sleep(2)
        running -= 1
        return url.upper()

    run = call(
        """
        import asyncio
        async def limited(fetch, urls, limit):
            places = asyncio.Semaphore(limit)
            async def one(url):
                async with places:
                    return await fetch(url)
            return await asyncio.gather(*map(one, urls))
        """,
        "limited", fetch, ["a", "b", "c"], kwargs={"limit": 2},
    )  # fmt: skip
    assert (run.value, run.elapsed, peak, times) == (["A", "B", "C"], 4.0, 2, [0.0, 0.0, 2.0])
    assert run.call == "limited(fetch, ['a', 'b', 'c'], limit=2)"


class Page:
    """An object with methods of every kind."""

    def __init__(self):
        self.steps = 0
        self.left = False

    async def __aenter__(self):
        await asyncio.sleep(0.5)
        return self

    async def __aexit__(self, *error):
        self.left = True

    async def step(self):
        await asyncio.sleep(1)
        self.steps += 1

    def peek(self):
        return {"steps": self.steps}

    async def lines(self):
        for number in range(2):
            await asyncio.sleep(1)
            yield number


def test_objects_lend_their_methods_of_every_kind(call):
    page = Page()
    run = call(
        """
        async def use(page):
            async with page as same:
                await page.step()
                return same is page, page.peek(), page.steps, [line async for line in page.lines()]
        """,
        "use",
        page,
    )
    assert (run.value, run.elapsed, page.left) == ((True, {"steps": 1}, 1, [0, 1]), 3.5, True)


def test_a_collaborator_may_return_another_one(call):
    async def open_page():
        return Page()

    run = call(
        "async def use(open):\n    page = await open()\n    await page.step()\n    return page.steps",
        "use",
        open_page,
    )
    assert (run.value, run.elapsed) == (1, 1.0)


def test_a_plain_function_may_block_for_virtual_time(call):
    @takes(2.0)
    def read(url):
        return url

    run = call("async def use(read):\n    return [read('a'), read('b')]", "use", read)
    assert (run.value, run.elapsed) == (["a", "b"], 4.0)
    blocks = [(event["what"], event["ns"]) for event in run.events if event["ev"] == "block"]
    assert blocks == [("read('a')", 2 * 10**9), ("read('b')", 2 * 10**9)]


def test_a_collaborator_may_take_longer_than_a_run_may_last(call):
    async def read(url):
        await asyncio.sleep(10_000)

    run = call("async def use(read):\n    await read('a')", "use", read)
    assert (run.outcome, run.reason) == (Outcome.STUCK, "virtual-time-limit")


def test_blocking_functions_in_threads_overlap(call):
    @takes(2.0)
    def read(url):
        return url

    run = call(
        "import asyncio\nasync def use(read):\n"
        "    return await asyncio.gather(*(asyncio.to_thread(read, url) for url in 'abc'))",
        "use",
        read,
    )
    assert (run.value, run.elapsed) == (["a", "b", "c"], 2.0)


def test_how_long_a_function_blocks_may_depend_on_the_call(call):
    @takes(lambda url: {"a": 3.0, "b": 1.0}[url])
    def read(url):
        return url

    run = call("async def use(read):\n    return [read('a'), read('b')]", "use", read)
    assert [event["ns"] for event in run.events if event["ev"] == "block"] == [3 * 10**9, 10**9]


def test_a_function_that_cannot_block_as_long_as_asked_raises_in_the_answer(call):
    @takes(lambda delay: delay)
    def pause(delay):
        return "paused"

    source = """
        async def use(pause):
            for delay in (float("inf"), float("nan"), "abc", None):
                try:
                    pause(delay)
                except Exception as error:
                    print(type(error).__name__)
            return pause(1)
    """
    run = call(source, "use", pause)
    assert (run.value, run.elapsed) == ("paused", 1.0)
    assert run.stdout.split() == ["OverflowError", "ValueError", "ValueError", "TypeError"]


def test_exceptions_cross_both_ways(call):
    class Gone(ValueError):
        pass

    async def fetch(url):
        raise Gone(f"no {url}", 404)

    source = """
        async def caught(fetch):
            try:
                await fetch("a")
            except ValueError as error:
                return type(error).__name__, error.args
        async def out(fetch):
            await fetch("b")
    """
    assert call(source, "caught", fetch).value == ("Gone", ("no b".replace("b", "a"), 404))
    error = call(source, "out", fetch).error
    assert (error.type, error.line, "ValueError" in error.bases) == ("Gone", 8, True)


def test_a_timeout_in_the_guest_cancels_the_host_and_waits_for_its_clean_up(call):
    seen = []

    async def fetch(url):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(0.5)
            seen.append("cleaned up")
            raise

    run = call(
        """
        import asyncio
        async def within(fetch, seconds):
            try:
                async with asyncio.timeout(seconds):
                    return await fetch("a")
            except TimeoutError:
                return "too late"
        """,
        "within", fetch, 1.5,
    )  # fmt: skip
    assert (run.value, run.elapsed, seen) == ("too late", 2.0, ["cleaned up"])


def test_a_cancellation_in_the_host_reaches_the_guest(call):
    async def fetch(url):
        raise asyncio.CancelledError

    source = """
        import asyncio
        async def main(fetch):
            try:
                await fetch("a")
            except asyncio.CancelledError:
                return "cancelled"
    """
    assert call(source, "main", fetch).value == "cancelled"


def test_two_guests_share_one_clock(launcher):
    from grader.model import Submission

    def answer(seconds):
        source = f"import asyncio\nasync def main():\n    await asyncio.sleep({seconds})\n"
        return Submission(name="exercise.py", source=source, sha256="")

    async def both():
        started = asyncio.get_running_loop().time()
        runs = await asyncio.gather(*(run_call(launcher, answer(s), "main") for s in (2, 5)))
        return [run.elapsed for run in runs], asyncio.get_running_loop().time() - started

    with asyncio.Runner(loop_factory=HostLoop) as runner:
        assert runner.run(both()) == ([2.0, 5.0], 5.0)


# ---- values ------------------------------------------------------------------------------------


def test_what_was_left_to_await_is_visible_as_such(call):
    source = """
        import asyncio
        async def fetch():
            return 1
        async def tasks():
            return [asyncio.create_task(fetch())]
        async def coroutine():
            return fetch()
        def plain():
            return 5
    """
    (task,) = call(source, "tasks").value
    assert isinstance(task, Opaque)
    assert (task.type, task.awaitable) == ("Task", True)
    assert call(source, "coroutine").value.awaitable
    assert [call(source, name).kind for name in ("tasks", "plain")] == ["coroutine", "value"]


def test_objects_of_the_learner_come_as_their_text(call):
    source = """
        class Page:
            def __str__(self):
                return "page of https://example.com"
        async def main():
            return Page()
    """
    assert str(call(source).value) == "page of https://example.com"


# ---- how a run may end ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "outcome", "reason"),
    [
        ("def main(:\n    pass", Outcome.NOT_LOADED, "syntax"),
        ("async def main():\n    pass\nawait main()", Outcome.NOT_LOADED, "syntax"),
        ("1 / 0", Outcome.NOT_LOADED, "import"),
        ("import no_such_module", Outcome.NOT_LOADED, "import"),
        ("import sys\nsys.exit()", Outcome.NOT_LOADED, "import"),
        ("import os\nos._exit(0)", Outcome.NOT_LOADED, "os._exit(0)"),
        ("async def mian():\n    pass", Outcome.NOT_LOADED, "missing"),
        ("main = 5", Outcome.NOT_LOADED, "not callable"),
        (
            "import asyncio\nasync def main():\n    await asyncio.Event().wait()",
            Outcome.DEADLOCKED,
            "deadlock",
        ),
        (
            "import asyncio\nasync def main():\n    while True:\n        await asyncio.sleep(0)",
            Outcome.STUCK,
            "livelock",
        ),
        ("async def main():\n    while True:\n        pass", Outcome.STUCK, "cpu-limit"),
        (
            "async def main():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass",
            Outcome.STUCK,
            "cpu-limit",
        ),
        (
            "import threading\nasync def main():\n    lock = threading.Lock()\n    lock.acquire(); lock.acquire()",
            Outcome.DEADLOCKED,
            "thread-deadlock",
        ),
        ("import sys\nasync def main():\n    sys.exit(3)", Outcome.EXITED, "sys.exit(3)"),
        ("import os\nasync def main():\n    os._exit(0)", Outcome.EXITED, "os._exit(0)"),
        ("import ctypes\nasync def main():\n    ctypes.string_at(0)", Outcome.KILLED, "signal SIGSEGV"),
        ("import os\nasync def main():\n    os.kill(os.getpid(), 9)", Outcome.KILLED, "killed"),
        ("async def main():\n    while True:\n        print('x' * 999)", Outcome.KILLED, "output-limit"),
        ("async def main():\n    return 1 / 0", Outcome.RAISED, None),
    ],
    ids=lambda value: value if value is None or "\n" not in value else value.splitlines()[-1].strip(),
)
def test_every_end_is_told_apart(call, source, outcome, reason):
    run = call(source, limits={"cpu_seconds": 0.5})
    assert (run.outcome, run.reason) == (outcome, reason)


def test_a_sleeping_process_meets_the_wall_limit(call):
    source = "import ctypes\nasync def main():\n    ctypes.CDLL(None).sleep(30)"
    run = call(source, limits={"wall_seconds": 0.3})
    assert (run.outcome, run.reason) == (Outcome.KILLED, "wall-limit")


def test_a_closing_sys_exit_after_the_functions_does_no_harm(call):
    assert call(GATHER + "\n    import sys\n    sys.exit(0)").outcome is Outcome.FINISHED


def test_a_main_that_fails_at_import_is_judged_by_its_call(call):
    run = call("import asyncio\nasync def main():\n    raise KeyError('x')\nasyncio.run(main())")
    assert (run.outcome, run.error.type, run.error.line) == (Outcome.RAISED, "KeyError", 3)


def test_what_was_printed_is_kept_until_the_crash(call):
    run = call("import os\nasync def main():\n    print('before', end='')\n    os._exit(1)")
    assert run.stdout == "before"


def test_frames_after_the_end_are_a_breach(call):
    source = """
        import os, gc
        async def main():
            for fd in range(3, 10):
                try:
                    os.write(fd, b"\\x00\\x00\\x00\\x02[]")
                except OSError:
                    pass
            return 1
    """
    run = call(source)
    assert run.outcome is Outcome.KILLED
    assert run.reason.startswith("protocol")


def test_the_next_run_starts_fresh(call):
    call("import builtins, asyncio\nbuiltins.len = None\nasyncio.sleep = None\nasync def main():\n    pass")
    assert call(GATHER + "\n    assert len([1]) == 1").outcome is Outcome.FINISHED


# ---- nothing is left behind ----------------------------------------------------------------------


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="needs procfs to find processes that left their group"
)
def test_processes_a_submission_started_end_with_its_run(call):
    run = call("""
        import os, signal
        async def main():
            pids = []
            for detach in (False, True):
                read, write = os.pipe()
                if (pid := os.fork()) == 0:
                    if detach:
                        os.setsid()
                    os.write(write, b"x")
                    while True:
                        signal.pause()
                os.read(read, 1)
                pids.append(pid)
            return pids
    """)
    assert run.outcome is Outcome.FINISHED
    assert [alive(pid) for pid in run.value] == [False, False]


def test_without_fork_every_run_gets_a_process_of_its_own(call):
    launcher = Launcher(fork=False)
    run = call(GATHER, on=launcher)
    launcher.close()
    assert (run.outcome, run.elapsed) == (Outcome.FINISHED, 2.0)


def test_a_dead_launcher_is_our_fault(call):
    from grader.run.sandbox.process import LauncherDied

    launcher = Launcher()
    launcher._process.kill()
    launcher._process.wait()
    with pytest.raises(LauncherDied):
        call(GATHER, on=launcher)
    launcher.close()


def test_a_trace_larger_than_a_frame_arrives_whole(call):
    run = call(
        """
        import asyncio
        async def one():
            await asyncio.sleep(1)
        async def main():
            tasks = [asyncio.create_task(one()) for _ in range(1500)]
            for _ in range(150):
                await asyncio.wait(tasks, timeout=0.001)
            await asyncio.wait(tasks)
            return "x" * 60_000
    """,
        limits={"events": 100_000},
    )
    assert (run.outcome, len(run.value)) == (Outcome.FINISHED, 60_000)
    assert sum(event["ev"] == "task.done" for event in run.events) == 1501


def test_a_value_that_is_too_large_is_left_out_and_said_to_be(call):
    run = call("async def main():\n    return ['x' * 60_000] * 40")
    assert (run.outcome, run.value, run.reason) == (Outcome.FINISHED, None, "value too large")


def test_a_file_that_hangs_while_it_is_loaded_says_so(call):
    run = call("async def main():\n    pass\nwhile True:\n    pass", limits={"cpu_seconds": 0.3})
    assert (run.outcome, run.reason) == (Outcome.NOT_LOADED, "stuck")
    assert run.error.line in (3, 4)  # whichever the limit met


def test_a_main_that_hangs_at_import_does_not_spoil_other_calls(call):
    source = "import asyncio\nasync def fetch():\n    return 1\nasync def main():\n    await asyncio.Event().wait()\nasyncio.run(main())"
    assert call(source, "fetch").outcome is Outcome.FINISHED
    assert call(source, "main").outcome is Outcome.DEADLOCKED


def test_what_was_printed_at_import_is_not_the_calls(call):
    run = call(
        "import sys\nasync def main():\n    print('call')\nprint('import \u00e9')\nsys.stderr.write('x')"
    )
    assert (run.stdout, run.stderr) == ("call\n", "")


def test_a_modules_own_lock_serves_its_own_run_and_the_call(call):
    run = call("""
        import asyncio
        lock = asyncio.Lock()
        async def one():
            async with lock:
                await asyncio.sleep(1)
        async def main():
            await asyncio.gather(one(), one())
        asyncio.run(main())
    """)
    assert (run.outcome, run.elapsed) == (Outcome.FINISHED, 2.0)


def test_what_a_modules_own_run_left_in_its_variables_is_not_there_for_the_call(call):
    run = call("""
        import asyncio
        from collections import defaultdict, deque
        names, found, seen, last, times, event = [], {"a": 1}, deque("x"), set(), 0, None
        lines = defaultdict(list)
        async def main():
            global times, event
            event = event or asyncio.Event()
            names.append("n")
            found["b"] = len(seen)
            seen.append("y")
            last.add(times)
            lines["k"].append(times)
            times += 1
            return names, found, list(seen), sorted(last), dict(lines), times, event is not first
        first = None
        asyncio.run(main())
        first = event
    """)
    assert run.value == (["n"], {"a": 1, "b": 1}, ["x", "y"], [0], {"k": [0]}, 1, True)


def test_a_plain_function_may_hand_out_a_task_as_where_a_program_calls_it_the_loop_runs(call):
    source = """
        import asyncio
        async def work():
            await asyncio.sleep(2)
            return "done"
        def start():
            return asyncio.create_task(work())
        def both():
            return asyncio.gather(work(), work())
        def main():
            return start()
    """
    for name, value in (("start", "done"), ("both", ["done", "done"])):
        run = call(source, name)
        assert (run.outcome, run.value, run.elapsed, run.kind) == (Outcome.FINISHED, value, 2.0, "awaitable")
    assert call(source, "main").error.type == "RuntimeError"  # asyncio.run(main()) has no loop yet


def test_where_objects_lie_in_memory_shows_nowhere(call):
    source = """
        async def main():
            print(main, object())
            return [str(object()), object()]
    """
    run = call(source)
    assert run.stdout == "<function main> <object object>\n"
    assert "0x" not in f"{run.value} {run.events}"

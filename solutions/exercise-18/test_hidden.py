"""Hidden suite of exercise-18: context that follows the task.

The probes run beside the submission and hand `handle` jobs that write, wait, fail, are cancelled, make
tasks and handle other requests.  Every job is an async function: whether it is called before or after the
id is set makes no difference to what it sees, as its body starts later.
"""

import asyncio
import contextvars

import pytest

from grader.suite import expect, fail, in_guest, seconds

pytestmark = pytest.mark.asyncio


def went_well(run, what):
    """Fail, in the learner's words, unless the probe came to its end."""
    if run.error is not None:
        where = f" on line {run.error.line}" if run.error.line else ""
        said = f": {run.error.message}" if run.error.message else ""
        fail(f"{what} ended with {run.error.type}{where}{said}".rstrip(".") + ".")
    stuck = f"{what} never ended: everything waited, and nothing was left that could go on."
    expect(run).finished(fact=stuck if run.outcome == "deadlocked" else "")
    return run.value


def log_is(log, wanted, when, advice):
    """Fail, with the first line that differs, unless the log is as wanted."""
    if log == wanted:
        return
    if type(log) is not list or sorted(log) == sorted(wanted) or len(log) != len(wanted):
        fail(f"{when}, the log was {log!r}.", advice, expected=repr(wanted), actual=repr(log))
    got, right = next((a, b) for a, b in zip(log, wanted, strict=True) if a != b)
    fail(
        f"{when}, the log has {got!r} where {right!r} belongs.",
        advice,
        expected=repr(wanted),
        actual=repr(log),
    )


# ---- write ----------------------------------------------------------------------------------


@in_guest
async def write_in_several_contexts(module):
    """Write without a request, with an id set here, and in tasks made before and after that."""
    log = []

    async def later():
        await asyncio.sleep(1)
        module.write(log, "later")

    module.write(log, "outside")
    kind = type(module.request_id).__name__
    if not isinstance(module.request_id, contextvars.ContextVar):
        return kind, log
    before = asyncio.create_task(later())
    module.request_id.set("a7")
    module.write(log, "inside")
    await before
    await asyncio.create_task(later())
    return kind, log


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_write_names_the_request_in_whose_context_it_is_called(submission):
    """write() puts request_id before the message, and "-" where there is no request."""
    kind, log = went_well(await submission.run(write_in_several_contexts), "write()")
    if log[:1] != ["-:outside"]:
        fail(
            f"Without a request, write(log, 'outside') made the log {log[:1]!r}.",
            'The default of request_id is "-"; its value comes from get().',
            expected="['-:outside']",
            actual=repr(log[:1]),
        )
    if kind != "ContextVar":
        fail(
            f"request_id is an object of type {kind}.",
            "A ContextVar has a value of its own in every task.",
            expected="ContextVar",
            actual=kind,
        )
    wanted = ["-:outside", "a7:inside", "-:later", "a7:later"]
    log_is(
        log,
        wanted,
        "With tasks made before and after the id is set",
        "request_id.get() gives the value here and now.",
    )


# ---- handle ---------------------------------------------------------------------------------


@in_guest
async def one_request(module):
    """Handle one request, whose job waits, and writes in a task and a callback of its own."""
    loop = asyncio.get_running_loop()
    log, begin = [], loop.time()

    async def inner():
        await asyncio.sleep(1)
        module.write(log, "in a task")

    async def job():
        module.write(log, "begins")
        loop.call_soon(module.write, log, "in a callback")
        await asyncio.gather(inner(), asyncio.sleep(1))
        module.write(log, "ends")

    await module.handle("a7", job)
    return log, loop.time() - begin


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_the_job_sees_the_id(submission):
    """All that a job does, in its own tasks too, carries the id that handle() was given."""
    log, took = went_well(await submission.run(one_request), "handle()")
    if not log:
        fail("handle('a7', job) was awaited, and the job did not run.", "job() gives something to await.")
    if len(log) < 4 or took < 1:
        fail(
            f"The job takes 1 s; handle('a7', job) ended after {seconds(took)}.",
            "handle() ends when the job has ended.",
            expected="1 s",
            actual=seconds(took),
        )
    wanted = ["a7:begins", "a7:in a callback", "a7:in a task", "a7:ends"]
    log_is(
        log,
        wanted,
        "With handle('a7', job)",
        "The id is set before the job begins, in the context where it runs.",
    )


@in_guest
async def three_requests(module):
    """Handle three requests at the same time; their jobs write before and after they wait."""
    loop = asyncio.get_running_loop()
    log, begin = [], loop.time()

    async def job():
        module.write(log, "one")
        await asyncio.sleep(1)
        module.write(log, "two")
        await asyncio.sleep(1)
        module.write(log, "three")

    await asyncio.gather(*(module.handle(rid, job) for rid in ("a", "b", "c")))
    module.write(log, "over")
    return log, loop.time() - begin


@pytest.mark.points(3)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_the_job_sees_the_id")
async def test_requests_at_the_same_time_keep_their_ids(submission):
    """Several requests at the same time keep their own ids, and none waits for another."""
    log, took = went_well(await submission.run(three_requests), "handle()")
    if took > 2.5:
        fail(
            f"Three requests whose jobs take 2 s were handled at the same time; that took {seconds(took)}.",
            "While one job waits, the others can go on: each task has its own value of a ContextVar.",
            expected="2 s",
            actual=seconds(took),
        )
    wanted = [f"{rid}:{word}" for word in ("one", "two", "three") for rid in "abc"] + ["-:over"]
    advice = "While one request waits, the others run. What they set must not be what this one reads."
    for rid in "abc":  # jobs of one moment may run in any order
        mine = [line for line in log if line.startswith(f"{rid}:")]
        log_is(mine, [f"{rid}:one", f"{rid}:two", f"{rid}:three"], "With three requests at once", advice)
    log_is(sorted(log), sorted(wanted), "With three requests at once", advice)


@in_guest
async def one_after_the_other(module):
    """Handle two requests in this very task, the second of which handles a third; write between."""
    log = []

    async def job():
        await asyncio.sleep(1)
        module.write(log, "works")

    async def outer():
        await module.handle("c", job)
        module.write(log, "after c")

    await module.handle("a", job)
    module.write(log, "after a")
    await module.handle("b", outer)
    module.write(log, "after b")
    return log


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_the_job_sees_the_id")
async def test_the_old_value_is_back_afterwards(submission):
    """After handle() the old value is back: "-", or the id of the request around it."""
    log = went_well(await submission.run(one_after_the_other), "handle()")
    wanted = ["a:works", "-:after a", "c:works", "b:after c", "-:after b"]
    log_is(log, wanted, "With requests one after the other", "set() gives a token, which reset() takes.")


@in_guest
async def job_fails(module):
    """Handle a request whose job raises."""
    log, error = [], ""

    async def job():
        await asyncio.sleep(1)
        raise LookupError("no such page")

    try:
        await module.handle("a7", job)
    except Exception as caught:
        inner = getattr(caught, "exceptions", [caught])  # a TaskGroup puts it into a group
        error = ", ".join(f"{type(one).__name__}: {one}" for one in inner)
    module.write(log, "afterwards")
    return log, error


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_the_job_sees_the_id")
async def test_the_old_value_is_back_after_an_error(submission):
    """When the job raises, the exception comes out of handle(), and the old value is back."""
    log, error = went_well(await submission.run(job_fails), "handle()")
    if "LookupError: no such page" not in error:
        fail(
            f"The job raised LookupError; out of handle() came {error or 'nothing'}.",
            "Whoever awaits handle() has to hear of the error.",
            expected="LookupError: no such page",
            actual=error or "no exception",
        )
    advice = "The line that puts the old value back has to run also when the await above it raises."
    log_is(log, ["-:afterwards"], "After a job that raised", advice)


@in_guest
async def handling_is_cancelled(module):
    """Cancel a task that handles a request, and look at the id in that task afterwards."""
    log = []

    async def job():
        try:
            await asyncio.sleep(60)
        finally:
            module.write(log, "job ends")

    async def serve():
        try:
            await module.handle("a7", job)
        finally:
            module.write(log, "afterwards")

    task = asyncio.create_task(serve())
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task], timeout=100)
    error = task.exception() if task.done() and not task.cancelled() else None
    return log, task.cancelled(), type(error).__name__ if error is not None else ""


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_the_job_sees_the_id")
async def test_the_old_value_is_back_after_a_cancellation(submission):
    """When handle() is cancelled, so is the job; the cancellation goes on, and the old value is back."""
    log, cancelled, error = went_well(await submission.run(handling_is_cancelled), "handle()")
    if "a7:job ends" not in log:
        fail("handle() was cancelled after 1 s, and the job went on.", "Nobody waits for that job any more.")
    if not cancelled:
        how = f"with {error}" if error else "as if nothing had been asked"
        fail(
            f"handle() was cancelled, and ended {how}.",
            "A CancelledError that is caught has to go on to the caller.",
        )
    advice = "The line that puts the old value back has to run also when the await above it is cancelled."
    log_is(log, ["a7:job ends", "-:afterwards"], "After a cancellation", advice)

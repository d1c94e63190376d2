"""Hidden suite of exercise-08: cancel and clean up.

The resource is played here: opening takes 0.5 s, a step 1 s, closing 0.6 s, and cancellations come in
the middle of a step.  Nothing is asked about an error or a cancellation while it is opened or closed,
about how often close() is called, nor about a run_for whose worker fails or that is itself cancelled.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shared, shown

pytestmark = pytest.mark.asyncio

OPENING, STEP, CLOSING = 0.5, 1.0, 0.6


class Resource:
    """Plays the resource and keeps a diary.  fails_at: number of the step that raises, half way; error: what.

    Names with an underscore stay here: the learner's code cannot reach them.
    """

    def __init__(self, diary, fails_at=None, error=None):
        self._diary, self._fails_at, self._error = diary, fails_at, error
        self._begun = None
        self.steps = 0

    async def open(self):
        self._say("open")
        await asyncio.sleep(OPENING)
        self._say("opened")

    async def step(self):
        self._say("step")
        if self._fails_at == self.steps + 1:
            await asyncio.sleep(STEP / 2)
            raise self._error
        await asyncio.sleep(STEP)
        self.steps += 1
        self._say("stepped")

    async def close(self):
        self._say("close")
        await asyncio.sleep(CLOSING)
        self._say("closed")

    def _say(self, what):
        now = asyncio.get_running_loop().time()
        self._begun = now if self._begun is None else self._begun
        self._diary.append((what, now - self._begun))


def moments(diary, what):
    """Return when this happened, in seconds after the first thing that did."""
    return [at for said, at in diary if said == what]


def closing_is_over(diary):
    """Tell whether close() has run to its end after the last step began."""
    steps, closed = moments(diary, "step"), moments(diary, "closed")
    return bool(closed) and (not steps or closed[-1] >= steps[-1])


# ---- worker ---------------------------------------------------------------------------------


@in_guest
async def worker_cancelled_after(module, resource, delay, over):
    """Cancel worker after a while; tell how it ended, and when that was over."""
    task = asyncio.create_task(module.worker(resource))
    await asyncio.wait([task], timeout=delay)
    if task.done():
        over()
        error = None if task.cancelled() else task.exception()
        return "ended before it was cancelled" + (f", with {type(error).__name__}" if error else "")
    task.cancel()
    await asyncio.wait([task], timeout=20)
    over()
    if not task.done():
        return "went on"
    if task.cancelled():
        return "cancelled"
    error = task.exception()
    return "returned" if error is None else f"ended with {type(error).__name__}"


@shared
async def cancelled(submission, delay):
    """Run worker and cancel it; return how it ended, the diary, and whether all was closed by then."""
    diary, closed = [], []

    def over():
        closed.append(closing_is_over(diary))

    run = await submission.run(worker_cancelled_after, Resource(diary), delay, over)
    how = run.value if type(run.value) is str else None
    if how is None and run.outcome == "raised":
        expect(run).finished()  # no coroutine, no such function: Python's own words
    return how or "went on", diary, bool(closed and closed[0])


DELAYS = (3.8, 7.9)


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_worker_opens_and_steps(submission):
    """worker() opens the resource once, then takes one step after the other, for ever."""
    for delay in DELAYS:
        how, diary, _ = await cancelled(submission, delay)
        opened = moments(diary, "opened")
        begun = [at for at in moments(diary, "step") if at < delay]
        right = int((delay - OPENING) / STEP) + 1
        if how.startswith("ended before"):
            fail(
                f"worker() {how}; {len(begun)} steps had begun.",
                "The steps have no end of their own: they go on until something from outside ends them.",
                expected="it goes on",
                actual=f"it {how}",
            )
        if len(moments(diary, "open")) != 1 or not opened or (begun and begun[0] < opened[0] - 1e-6):
            times = len(moments(diary, "open"))
            fail(
                "The first step began before open() had come to its end."
                if times == 1
                else f"In {seconds(delay)}, worker() opened the resource {times} times.",
                "The resource is opened once, and open when the first step begins.",
                expected="1",
                actual=str(times),
            )
        if len(begun) != right:
            fail(
                f"In {seconds(delay)}, of which opening takes {seconds(OPENING)}, {len(begun)} steps of "
                f"{seconds(STEP)} began.",
                "One step follows the other without a pause, each awaited to its end.",
                expected=str(right),
                actual=str(len(begun)),
            )


@pytest.mark.points(2)
@pytest.mark.topic("cleanup")
@pytest.mark.needs("test_worker_opens_and_steps")
async def test_a_cancelled_worker_closes(submission):
    """When worker() is cancelled, it closes the resource, to the end, before it ends."""
    for delay in DELAYS:
        how, diary, closed = await cancelled(submission, delay)
        if not closed:
            if not moments(diary, "close"):
                what = "close() was not called"
            elif how == "went on":
                what = "it went on with its steps"
            else:
                what = "it ended before close() had come to its end"
            fail(
                f"worker() was cancelled after {seconds(delay)}; {what}.",
                "A cancellation leaves the code at the `await` where it waits. "
                "What has to run in every case needs a place where it does.",
                expected="the resource is closed when worker ends",
                actual=what,
            )


@pytest.mark.points(1)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_worker_opens_and_steps")
async def test_a_cancelled_worker_ends_as_cancelled(submission):
    """When worker() is cancelled, the cancellation goes on to the caller."""
    for delay in DELAYS:
        how, diary, _ = await cancelled(submission, delay)
        later = [at for at in moments(diary, "step") if at > delay + 0.01]
        if how != "cancelled" or later:
            ended = {"returned": "returned as if it had finished", "cancelled": "took more steps"}.get(
                how, how
            )
            fail(
                f"worker() was cancelled after {seconds(delay)}; it {ended}.",
                "Whoever catches `CancelledError` to tidy up raises it again.",
                expected="it ends as cancelled",
                actual=f"it {ended}",
            )


class Worn(Exception):
    """A failure of a class that nobody has heard of."""


FAILURES = [(3, ValueError("a knot in the wood")), (1, Worn("blunt"))]


@shared
async def failing(submission, number, error):
    """Run worker on a resource of which a step fails; return the run and the diary."""
    diary = []
    run = await submission.run("worker", Resource(diary, number, error))
    if run.outcome not in ("finished", "raised"):
        fail(
            f"Step {number} raised {type(error).__name__}; worker() never ended after that.",
            "An error of a step ends the work: the resource is closed, and the error goes on to the caller.",
            expected="it ends",
            actual="it never ended",
        )
    return run, diary


@pytest.mark.points(1)
@pytest.mark.topic("cleanup")
@pytest.mark.needs("test_worker_opens_and_steps")
async def test_a_failing_worker_closes(submission):
    """When a step raises, worker() closes the resource, to the end, before it ends."""
    for number, error in FAILURES:
        run, diary = await failing(submission, number, error)
        failed = OPENING + (number - 1) * STEP + STEP / 2
        if not closing_is_over(diary) or run.elapsed < failed + CLOSING - 0.01:
            what = "and was not closed" if not moments(diary, "close") else "and close() had not ended"
            fail(
                f"Step {number} raised {type(error).__name__} after {seconds(failed)}; worker() ended after "
                f"{seconds(run.elapsed)}, {what}.",
                "An error ends the work as a cancellation does: the resource is closed in either case.",
                expected="the resource is closed when worker ends",
                actual=what.removeprefix("and "),
            )


@pytest.mark.points(1)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_worker_opens_and_steps")
async def test_an_error_of_a_step_comes_out(submission):
    """When a step raises, its error goes on to the caller."""
    for number, error in FAILURES:
        run, _ = await failing(submission, number, error)
        name = type(error).__name__
        if run.error is None or (name, str(error)) not in leaves(run.error):
            ended = f"ended with {run.error.type}" if run.error else f"returned {shown(run.value)}"
            fail(
                f"Step {number} raised {name}; worker() {ended}.",
                "Whoever runs the worker has to learn why it stopped.",
                expected=f"{name} comes out",
                actual=f"it {ended}",
            )


def leaves(error):
    """Return type and text of an exception, or of those in a group."""
    if not error.exceptions:
        return [(error.type, error.message)]
    return [leaf for inner in error.exceptions for leaf in leaves(inner)]


# ---- run_for --------------------------------------------------------------------------------

TIMES = (3.8, 0.9)


@shared
async def run_for(submission, time):
    """Run run_for; return the run and the diary."""
    diary = []
    run = await submission.run("run_for", Resource(diary), time)
    if run.kind == "value":
        fail(
            "Calling run_for() gave a value at once, and there was nothing to await.",
            "A function written with `async def` gives a coroutine.",
        )
    if run.outcome not in ("finished", "raised"):
        fail(
            f"run_for(resource, {time:g}) never ended.",
            "When its time is up, the worker is cancelled, and a worker that is cancelled ends.",
            expected="it ends",
            actual="it never ended",
        )
    return run, diary


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_worker_opens_and_steps")
async def test_run_for_returns_the_steps(submission):
    """run_for() lets the worker run for its time, and returns how many steps it has done."""
    for time in TIMES:
        run, _ = await run_for(submission, time)
        right = int((time - OPENING) / STEP)
        expect(run).finished(
            advice="That the worker was cancelled is no news for the caller of run_for, who asked for it."
        )
        expect(run).value(
            right,
            fact=f"run_for(resource, {time:g}) returned {shown(run.value)}; opening takes "
            f"{seconds(OPENING)}, a step {seconds(STEP)}.",
            advice="`resource.steps` is read when the worker has had its time.",
        )


@pytest.mark.points(2)
@pytest.mark.topic("cancellation")
@pytest.mark.needs("test_run_for_returns_the_steps", "test_a_cancelled_worker_closes")
async def test_run_for_waits_for_the_end(submission):
    """run_for() cancels the worker when its time is up, and ends when the worker has ended."""
    for time in TIMES:
        run, diary = await run_for(submission, time)
        called = [at for at in moments(diary, "close") if at <= run.elapsed + 0.01]
        if not time + CLOSING - 0.01 <= run.elapsed <= time + CLOSING + 0.4:
            state = (
                f"closing had begun after {seconds(called[0])}"
                if called
                else "nobody had closed the resource"
            )
            fail(
                f"run_for(resource, {time:g}) ended after {seconds(run.elapsed)}; closing takes "
                f"{seconds(CLOSING)}, and {state}.",
                "`cancel()` is a request. Whoever cancels a task waits until it has ended.",
                expected=f"about {seconds(time + CLOSING)}",
                actual=seconds(run.elapsed),
            )

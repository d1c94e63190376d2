"""Hidden suite of exercise-01: a coroutine that waits.

Only what a call prints, returns and takes counts, and what the trace shows; never how it is written.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest

pytestmark = pytest.mark.asyncio

ABOUT_TWO = (1.7, 2.7)
COROUTINE = "A function written with `async def` gives a coroutine object, and that can be awaited."


def some_url(submission):
    """Return a url that no answer can have been written for."""
    return f"https://api.example.com/lighthouse-{submission.random('url').randrange(1000, 10_000)}"


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_fetch_data_prints_its_url(submission):
    """fetch_data(url) prints a line that names the url."""
    url = some_url(submission)
    run = await submission.run("fetch_data", url)
    if url not in run.stdout:
        expect(run).finished()  # what broke it off says more than what it did not print
    expect(url in run.stdout).is_true(
        f"No printed line names {url}.",
        advice="The url is the parameter of fetch_data; an f-string can put it into a line.",
    )


@pytest.mark.points(3)
@pytest.mark.topic("result")
async def test_fetch_data_returns_a_value_that_names_the_url(submission):
    """Awaiting fetch_data(url) gives a value that names the url."""
    url = some_url(submission)
    run = await submission.run("fetch_data", url)
    expect(run).finished()
    nothing_to_await(run, "fetch_data(url)")
    value = run.value
    if value is None:
        fail(
            "Awaiting fetch_data(url) gave None.",
            "Printing shows a value to whoever sits at the screen; `return` hands it to the caller.",
        )
    if awaitable(value):
        fail(
            f"Awaiting fetch_data(url) gave {kind(value)}, not a value.",
            "What fetch_data returns has yet to be awaited itself.",
        )
    expect(url in str(value)).is_true(
        f"Awaiting fetch_data(url) gave {shown(value)}, which does not name {url}.",
        advice="Whoever gets the value has to see which url it came from.",
    )


@pytest.mark.points(2)
@pytest.mark.topic("await")
async def test_fetch_data_takes_two_seconds(submission):
    """fetch_data(url) takes two seconds."""
    url = some_url(submission)
    run = await submission.run("fetch_data", url)
    if run.error is None:
        expect(run).finished()
    ended = f" and ended with {run.error.type}" if run.error else ""
    if ended or not ABOUT_TWO[0] <= run.elapsed <= ABOUT_TWO[1]:
        fail(
            f"fetch_data(url) took {run.elapsed:.4g} s{ended}.",
            "The pause is `asyncio.sleep`, with the number of seconds; it passes while it is awaited.",
            expected="about 2 s",
            actual=f"{run.elapsed:.4g} s",
        )


@in_guest
async def fetch_two(module, first, second):
    """Run two fetches of the submission side by side."""
    return await asyncio.gather(module.fetch_data(first), module.fetch_data(second))


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_fetch_data_takes_two_seconds")
async def test_two_fetches_can_wait_together(submission):
    """While one fetch_data waits, another one can run."""
    url = some_url(submission)
    run = await submission.run(fetch_two, url + "/east", url + "/west")
    if run.error is None and run.elapsed > ABOUT_TWO[1]:
        fail(
            f"Two fetches, started together, took {run.elapsed:.4g} s: one held up the other.",
            "Others run only while a coroutine awaits something. Waiting without `await` holds everybody up.",
            expected="about 2 s",
            actual=f"{run.elapsed:.4g} s",
        )
    expect(run).finished(
        fact="Two fetches, started together, did not come to their end.",
        advice="Each call of fetch_data has to give something of its own to await.",
    )


@pytest.mark.points(2)
@pytest.mark.topic("await")
@pytest.mark.needs("test_two_fetches_can_wait_together")
async def test_main_awaits_one_fetch(submission):
    """main() awaits one fetch_data, and ends when that has ended."""
    run = await submission.run("main")
    expect(run).finished()
    nothing_to_await(run, "main()")
    alone = await submission.run("fetch_data", some_url(submission))
    found = fetches(run, alone)
    if not found and alone.trace.calls():  # without a coroutine of the program's own there is nothing to find
        fail(
            f"main() took {run.elapsed:.4g} s, and fetch_data did not run in it.",
            "A call of fetch_data makes a coroutine object; its body runs once the object is awaited.",
        )
    if not all(call.finished for call in found):
        fail(
            f"main() ended after {run.elapsed:.4g} s, and fetch_data was still waiting.",
            "What is started has to be awaited as well, or it ends with the program.",
        )
    if any(lost.place and lost.place.function == "<module>" for lost in run.trace.never_awaited):
        fail(
            "The file makes a coroutine object at its top level, and nothing ever runs it.",
            "A coroutine object at the top level of a file is run by `asyncio.run`.",
        )
    if run.elapsed > ABOUT_TWO[1]:
        fail(
            f"main() took {run.elapsed:.4g} s; one fetch takes 2 s.",
            "One fetch is all that is asked for.",
            expected="about 2 s",
            actual=f"{run.elapsed:.4g} s",
        )


# ---- words and small questions --------------------------------------------------------------


def fetches(run, alone):
    """Return the calls in `run` of what ran when fetch_data was called alone, whatever its name.

    main()'s own coroutine counts only when it is fetch_data as a whole: the two may share a decorator.
    """
    parts = {(call.function, call.defined) for call in alone.trace.calls()}
    found = [call for call in run.trace.calls() if (call.function, call.defined) in parts]
    if parts == {(call.function, call.defined) for call in found}:
        return found
    return [call for call in found if call.task != run.trace.main_id or not call.own_task]


def nothing_to_await(run, call):
    """Fail when calling the function gave a value at once."""
    if run.kind == "value":
        fail(f"Calling {call} gave {kind(run.value)} at once; there was nothing to await.", COROUTINE)


def awaitable(value):
    return getattr(value, "awaitable", False)


def kind(value):
    name = getattr(value, "type", "") or type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def shown(value):
    text = repr(value)
    return text if len(text) <= 100 else text[:99] + "…"

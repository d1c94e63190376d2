"""Hidden suite of exercise-03: tasks of your own.

As in exercise-02, and besides: in which task each fetch ran, and who made that task.  What the two
suites share stands in both, so that an exercise can be moved and changed by itself.
"""

import pytest

from grader.suite import expect, fail, in_guest

pytestmark = pytest.mark.asyncio

URLS = [f"https://api.example.com/data{number}" for number in (1, 2, 3)]


@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_fetch_data_prints_and_returns(submission):
    """fetch_data(url) prints a line that names the url, and returns a value that names it."""
    run = await submission.run("fetch_data", URLS[0])
    expect(run).finished()
    expect(URLS[0] in run.stdout).is_true(f"No line that fetch_data printed names {URLS[0]}.")
    if run.value is None:
        fail(
            "Awaiting fetch_data(url) gave None.",
            "The chapter's fetch_data only prints; here it also returns something for its caller.",
        )
    expect(not awaitable(run.value) and URLS[0] in str(run.value)).is_true(
        f"Awaiting fetch_data(url) gave {shown(run.value)}, which does not name {URLS[0]}.",
        advice="Whoever gets the value has to see which url it came from.",
    )


@pytest.mark.points(1)
@pytest.mark.topic("await")
async def test_fetch_data_takes_two_seconds(submission):
    """fetch_data(url) takes two seconds."""
    run = await submission.run("fetch_data", URLS[0])
    if run.error is None:
        expect(run).finished()
    ended = f" and ended with {run.error.type}" if run.error else ""
    if ended or not 1.7 <= run.elapsed <= 2.7:
        fail(
            f"fetch_data(url) took {run.elapsed:.4g} s{ended}.",
            "Two seconds of `asyncio.sleep`, awaited, as in exercise-01.",
            expected="about 2 s",
            actual=f"{run.elapsed:.4g} s",
        )


@pytest.mark.points(1)
@pytest.mark.topic("await")
@pytest.mark.needs("test_fetch_data_takes_two_seconds")
async def test_main_awaits_three_fetches(submission):
    """main() fetches each url once, and every fetch has ended when main() ends."""
    run = await submission.run("main")
    expect(run).finished()
    if run.kind == "value":
        fail(
            f"Calling main() gave {kind(run.value)} at once; there was nothing to await.",
            "asyncio.run(main()) needs a coroutine: a function written with `async def` gives one.",
        )
    alone = await submission.run("fetch_data", URLS[0])
    found = fetches(run, alone)
    if left := sum(not call.finished for call in found):
        fail(
            f"When main() ended, after {run.elapsed:.4g} s, {left} of its fetches were still waiting.",
            "asyncio.run ends with main() and cancels what still runs then. Somebody has to wait for it.",
        )
    if len(found) != 3 and alone.trace.calls():  # else there is no coroutine of the program's own to look for
        fail(
            f"main() ran {count(len(found), 'fetch', 'fetches')}; there are three urls.",
            "Every url is fetched once, and the values of exactly these fetches are the result.",
            expected="3",
            actual=str(len(found)),
        )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_fetch_data_prints_and_returns", "test_main_awaits_three_fetches")
async def test_main_returns_the_three_values(submission):
    """main() returns the values of data1, data2 and data3, in this order, as a list or a tuple."""
    run = await submission.run("main")
    alone = await submission.run("fetch_data", URLS[0])
    value = await values_of(run, submission)
    if fact := amiss(value):
        fail(
            f"main() returned {fact}.",
            "What is asked for are three values, one for each url, in the order of the urls.",
            actual=shown(value),
        )
    if list(value) == URLS and alone.value != URLS[0]:
        fail("main() returned the three urls, not what fetch_data gave for them.")


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_main_returns_the_three_values")
async def test_order_does_not_depend_on_which_comes_first(submission):
    """The values stay in the order of the urls, whichever fetch ends first."""
    for schedule, when in schedules(submission):
        run = await submission.run("main", **schedule)
        if run.error:
            where = f" on line {run.error.line}" if run.error.line else ""
            fail(f"{when}, main() ended with {run.error.type}{where}.", CHANCE)
        expect(run).finished()
        value = await values_of(run, submission, **schedule)
        if fact := amiss(value):
            advice = ARRIVAL if type(value) in (list, tuple) and len(value) == 3 else CHANCE
            fail(f"{when}, main() returned {fact}.", advice, actual=shown(value))


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_main_awaits_three_fetches")
async def test_three_fetches_take_the_time_of_one(submission):
    """The three fetches run at the same time: two seconds altogether."""
    run, alone = await submission.run("main"), await submission.run("fetch_data", URLS[0])
    if run.elapsed <= alone.elapsed + 0.7:
        all_waited(run, alone)
        return
    last = max((call.end for call in fetches(run, alone)), default=run.elapsed)
    if last < run.elapsed - 0.1:
        fail(
            f"The last of the fetches had ended after {last:.4g} s; main() took {run.elapsed:.4g} s.",
            "After the last value has arrived there is nothing left to wait for.",
        )
    if run.trace.total_blocked > 1:
        shape = f"for {run.trace.total_blocked:.4g} s of it nothing else could run"
        advice = (
            "Others run only while a coroutine awaits something. Waiting without `await` holds everybody up."
        )
    else:
        shape = f"at most {together(run, alone)} of the 3 fetches waited at the same time"
        advice = "All three have to be under way before one of them is waited for, none behind another."
    fail(
        f"main() took {run.elapsed:.4g} s; {shape}.",
        advice,
        expected=f"about {alone.elapsed:.4g} s",
        actual=f"{run.elapsed:.4g} s",
    )


@pytest.mark.points(1)
@pytest.mark.topic("await")
@pytest.mark.needs("test_three_fetches_take_the_time_of_one")
async def test_main_ends_with_the_last_fetch(submission):
    """main() ends when the last fetch has ended, however long that takes."""
    alone = await submission.run("fetch_data", URLS[0])
    runs = [await submission.run("main", stagger=stagger) for stagger in (0, apart(submission))]
    if any(run.error for run in runs):
        return  # told by the check on the order
    ends = [max((call.end for call in fetches(run, alone)), default=0) for run in runs]
    same = runs[0].elapsed == runs[1].elapsed and ends[0] < ends[1]
    # Who looks every half second whether all are done may also see two speeds as one, and waits rightly.
    if same and any(wait.on == "sleep" and wait.end - wait.start > 1 for wait in runs[0].trace.main.waits):
        fail(
            f"Whether the last fetch ends after {ends[0]:.4g} s or after {ends[1]:.4g} s, "
            f"main() takes {runs[0].elapsed:.4g} s.",
            "A pause of fixed length fits one speed only. `await` waits exactly as long as the fetch takes.",
        )


@pytest.mark.points(2)
@pytest.mark.topic("tasks")
@pytest.mark.needs("test_main_awaits_three_fetches")
async def test_each_fetch_runs_in_a_task_of_its_own(submission):
    """Each fetch runs in a task that the program created itself."""
    run = await submission.run("main")
    found = fetches(run, await submission.run("fetch_data", URLS[0]))
    owners = [own_task(run.trace, call.task) for call in found]
    if None in owners:
        via = run.trace.task(found[owners.index(None)].task).via
        maker = via if via in MAKES_TASKS else "asyncio.run"
        fail(
            f"{owners.count(None)} of the fetches ran in a task made by {maker}(), not by the program.",
            "The chapter section “Tasks and the Event Loop” shows how a program makes a task by itself.",
        )
    if len(set(owners)) < 3:
        fail(
            f"The three fetches ran in {count(len(set(owners)), 'task', 'tasks')}.",
            "A task does one thing after the other. Three things at the same time are three tasks.",
        )


# ---- words and small questions --------------------------------------------------------------

CHANCE = "That equal fetches end at the same moment is chance. Each of the three has to be waited for."
ARRIVAL = (
    "The order of arrival differs from run to run, and a set keeps no order; the order of the urls is fixed."
)


def apart(submission):
    """Return how many seconds each fetch ends after the one before."""
    return submission.random("stagger").choice((0.09, 0.1, 0.11, 0.12, 0.13, 0.14))


def schedules(submission):
    """Return other legal courses of events, each with the words for it."""
    return (
        ({"stagger": apart(submission)}, "When the fetches end one shortly after the other"),
        ({"stagger": -apart(submission)}, "When data3 arrives before data2 and data1"),
        ({"set_order": "reversed"}, "When sets are gone through in another order"),
    )


MAKES_TASKS = ("gather", "wait_for", "shield", "as_completed", "wait")


def fetches(run, alone):
    """Return the calls in `run` of what ran when fetch_data was called alone, whatever its name.

    Several coroutines may make up one fetch, and some of them may be called elsewhere, too: the
    first of them that ran three times is taken for it, else the first that ran.
    """
    made = [call for call in run.trace.calls() if call.task != run.trace.main_id or not call.own_task]
    alike = {}
    for call in made:
        alike.setdefault((call.function, call.defined), []).append(call)
    groups = [alike.get((part.function, part.defined), []) for part in alone.trace.calls()]
    return next((group for group in groups if len(group) == 3), next(filter(None, groups), []))


def own_task(trace, number):
    """Return the number of the task, created by the program itself, in which another one did its work."""
    by_hand = {task.id for task in trace.tasks if task.via is None and task.made_by is not None}
    own = by_hand.union(task.id for task in trace.own_tasks)
    met = set()  # a trace that an answer has made up may lead in a circle
    while number not in own and number not in met and (task := trace.task(number)) is not None:
        met.add(number)
        number = task.made_by
    return number


def all_waited(run, alone):
    """Fail when the three fetches together wait less than three times what one waits alone."""
    one, three = waited(alone), waited(run)
    short = [(three.get(kind, 0.0), 3 * time) for kind, time in one.items() if time > 1]
    if short and all(got < asked - 2 for got, asked in short):
        got, asked = max(short)
        fail(
            f"The fetches of main() waited {got:.4g} s altogether; called alone, three wait {asked:.4g} s.",
            "A fetch takes its two seconds wherever it is called. Waiting for all at once saves time.",
            expected=f"{asked:.4g} s",
            actual=f"{got:.4g} s",
        )


def waited(run):
    """Return the seconds that were waited altogether, by kind: each fetch may wait on a line of its own."""
    found = {}
    for wait in run.trace.waits():
        found[wait.on] = found.get(wait.on, 0.0) + wait.end - wait.start
    return found


def together(run, alone):
    """Return how many fetches waited at the same time, at most, for what one waits for alone."""
    places = {(wait.on, wait.place) for wait in alone.trace.waits()}
    return run.trace.overlap(wait for wait in run.trace.waits() if (wait.on, wait.place) in places)


async def values_of(run, submission, **schedule):
    """Return the run's value; a list or tuple of the learner's own class as a plain list."""
    if type(run.value) in (list, tuple) or run.value is None or awaitable(run.value):
        return run.value
    copied = await submission.run(list_of_main, **schedule)
    return run.value if copied.value is None else copied.value


@in_guest
async def list_of_main(module):
    """Run main() and copy its value when it is some kind of list or tuple."""
    value = await module.main()
    return list(value) if isinstance(value, (list, tuple)) else None


def amiss(value):
    """Say what a value is that is not the three values in order; None when it is."""
    if value is None:
        return "None"
    if type(value) not in (list, tuple):
        return f"{kind(value)}, not a list or a tuple"
    if len(value) != 3:
        return f"{count(len(value), 'value', 'values')}, not three"
    for place, (item, url) in enumerate(zip(value, URLS, strict=True), start=1):
        if awaitable(item) or hasattr(item, "traceback"):
            return f"{kind(item)} in place {place}, not the value of {url}"
        if url not in str(item):
            return f"{shown(item)} in place {place}, where the value of {url} belongs"
    return None


def awaitable(value):
    return getattr(value, "awaitable", False)


def kind(value):
    name = getattr(value, "type", "") or type(value).__name__
    return f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"


def count(number, one, many):
    return f"{number or 'no'} {one if number == 1 else many}"


def shown(value):
    text = repr(value)
    return text if len(text) <= 100 else text[:99] + "…"

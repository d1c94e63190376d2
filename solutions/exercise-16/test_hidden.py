"""Hidden suite of exercise-16: races and locks.

The probes make a Cache with a load of their own that counts.  A failing load fails for everybody who asks in
that round: with a lock for each key, those who waited try again themselves, and that is as good.
"""

import asyncio

import pytest

from grader.suite import expect, fail, in_guest, seconds, shown

pytestmark = pytest.mark.asyncio


@in_guest
async def get_in_turn(module, keys):
    """Get one key after the other: what each get gave, and which keys were loaded."""
    loaded = []

    async def load(key):
        loaded.append(key)
        await asyncio.sleep(1)
        return f"text of {key}"

    cache = module.Cache(load)
    return [[await cache.get(key) for key in keys], loaded]


@in_guest
async def get_together(module, keys, apart):
    """Get all keys in tasks that start `apart` seconds after each other: values, loads, time of the end."""
    loop = asyncio.get_running_loop()
    loaded, began = [], loop.time()

    async def load(key):
        loaded.append(key)
        await asyncio.sleep(2)
        return f"text of {key}"

    cache = module.Cache(load)

    async def get(number, key):
        await asyncio.sleep(number * apart)
        return await cache.get(key)

    values = await asyncio.gather(*[get(number, key) for number, key in enumerate(keys)])
    return [values, loaded, loop.time() - began]


@in_guest
async def get_after_a_failure(module, waiting):
    """Let a load fail for several gets at once, get the key again, and once more: what each of them gave."""
    loaded, broken = [], True

    async def load(key):
        loaded.append(key)
        await asyncio.sleep(1)
        if broken and key == "a":
            raise ConnectionError("the server is down")
        return f"text of {key}"

    cache = module.Cache(load)

    def leaves(error):
        inner = getattr(error, "exceptions", None)
        return [error] if inner is None else [leaf for one in inner for leaf in leaves(one)]

    async def get(key):
        try:
            return await cache.get(key)
        except Exception as caught:
            if any(isinstance(leaf, ConnectionError) for leaf in leaves(caught)):
                return "ConnectionError"
            return f"{type(caught).__name__}: {caught}"

    first = await asyncio.gather(*[get("a") for _ in range(waiting)], get("b"))
    broken = False
    before = len(loaded)
    try:
        async with asyncio.timeout(100):
            again = [await get("a"), await get("a")]
    except TimeoutError:
        again = ["waits for ever"]
    return [first, again, len(loaded) - before]


@in_guest
async def two_caches(module):
    """Get one key from two caches with a load each."""

    async def sweet(key):
        return f"sweet {key}"

    async def sour(key):
        return f"sour {key}"

    one, other = module.Cache(sweet), module.Cache(sour)
    return [await one.get("cherry"), await other.get("cherry")]


@pytest.mark.points(2)
@pytest.mark.topic("result")
async def test_a_key_is_loaded_and_kept(submission):
    """get(key) gives the text that was loaded, and a second get(key) does not load again."""
    run = await submission.run(get_in_turn, ["a", "b", "a"])
    expect(run, "Three gets in turn").finished()
    values, loaded = run.value
    for key, value in zip(("a", "b", "a"), values, strict=True):
        if value != f"text of {key}":
            fail(
                f"await cache.get({key!r}) gave {shown(value)}.",
                "get() returns what `await load(key)` gives.",
                expected=shown(f"text of {key}"),
                actual=shown(value),
            )
    if loaded != ["a", "b"]:
        fail(
            f"For get('a'), get('b') and get('a') again, the keys loaded were {', '.join(loaded) or 'none'}.",
            "What was loaded is kept under its key, and given to whoever asks later.",
            expected="a, b",
            actual=", ".join(loaded),
        )


@pytest.mark.points(1)
@pytest.mark.topic("result")
@pytest.mark.needs("test_a_key_is_loaded_and_kept")
async def test_caches_are_apart(submission):
    """Two caches have nothing in common."""
    run = await submission.run(two_caches)
    expect(run, "Two caches").finished()
    expect(run.value).equals(
        ["sweet cherry", "sour cherry"],
        fact=f"Two caches with different loads gave {shown(run.value)}.",
        advice="What one cache keeps belongs to that object, not to the class or the module.",
    )


@pytest.mark.points(3)
@pytest.mark.topic("race")
@pytest.mark.needs("test_a_key_is_loaded_and_kept")
async def test_many_gets_at_once_load_once(submission):
    """However many get(key) run at the same time, the key is loaded once."""
    for apart, when in ((0, "at the same time"), (0.5, "half a second after each other")):
        run = await submission.run(get_together, ["a"] * 5, apart)
        expect(run, f"Five gets of one key, {when},").finished()
        values, loaded, _ = run.value
        if len(loaded) != 1:
            fail(
                f"Five get('a') started {when}; load('a') was called {len(loaded)} times.",
                "Between looking for the key and keeping its text there is an await: others may look, too.",
                expected="1",
                actual=str(len(loaded)),
            )
        if values != ["text of a"] * 5:
            fail(
                f"Five get('a') started {when}; they gave {shown(values)}.",
                "Everybody who asks for the key gets its text.",
                expected=shown(["text of a"] * 5),
                actual=shown(values),
            )


@pytest.mark.points(2)
@pytest.mark.topic("concurrency")
@pytest.mark.needs("test_a_key_is_loaded_and_kept")
async def test_different_keys_load_at_the_same_time(submission):
    """Different keys load at the same time."""
    run = await submission.run(get_together, ["a", "b", "c", "a"], 0)
    expect(run, "Gets of three keys").finished()
    took = run.value[2]
    if took > 3:
        fail(
            f"Each load takes 2 s; a, b and c together took {seconds(took)}.",
            "A key has to wait only for itself: one lock for all of them makes them queue.",
            expected=seconds(2.0),
            actual=seconds(took),
        )


@pytest.mark.points(2)
@pytest.mark.topic("errors")
@pytest.mark.needs("test_a_key_is_loaded_and_kept")
async def test_a_failed_load(submission):
    """A load that fails raises in every get that waited for it, and is not remembered."""
    run = await submission.run(get_after_a_failure, 3)
    expect(run, "A load that fails for three gets").finished()
    *first, other = run.value[0]
    for value in first:
        if value != "ConnectionError":
            fail(
                f"load('a') raised ConnectionError; one of the three get('a') gave {shown(value)}.",
                "Whoever waits for a load that fails gets to know of it.",
                expected="ConnectionError",
                actual=shown(value),
            )
    if other != "text of b":
        fail(f"While load('a') failed, get('b') gave {shown(other)}.", "A failure concerns its own key only.")
    again, loads = run.value[1:]
    if again != ["text of a"] * 2:
        what = "waited for ever" if again == ["waits for ever"] else f"gave {shown(again[0])}"
        fail(
            f"After the failed load, the next get('a') {what}.",
            "A failure leaves no trace: no lock that is held, no error and no empty text that is kept.",
            expected=shown("text of a"),
            actual=shown(again[0]),
        )
    if loads != 1:
        fail(
            f"After the failed load, two get('a') in turn called load('a') {loads} times.",
            "One get loads the key anew; from then on its text is kept.",
            expected="1",
            actual=str(loads),
        )

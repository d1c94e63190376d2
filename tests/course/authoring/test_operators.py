"""What each operator makes of a small program, to the letter; what is no mutant; what an author may say."""

import ast
from textwrap import dedent

import pytest

from grader.course.authoring.operators import NAMES, OPERATORS, allowances, difference, mutants


def made(operator: str, text: str) -> list[str]:
    """Return the mutants that one operator makes of a text."""
    return [mutant.source for mutant in mutants(dedent(text), "exercise.py") if mutant.operator == operator]


# Each case is an operator, a text, and the mutants it makes of it.
CASES: list[tuple[str, str, list[str]]] = [
    (
        "drop-await",
        "async def main():\n    x = await f(1)  # ä\n",
        ["async def main():\n    x = f(1)  # ä\n"],
    ),
    ("drop-awaited", "async def main():\n    await q.join()\n", ["async def main():\n    pass\n"]),
    (
        "gather-in-turn",
        "async def main():\n    return await asyncio.gather(f(1), f(2))\n",
        ["async def main():\n    return [await f(1), await f(2)]\n"],
    ),
    (
        "gather-in-turn",
        "async def main():\n    return await asyncio.gather(*map(f, urls))\n",
        ["async def main():\n    return [await each for each in map(f, urls)]\n"],
    ),
    (
        "gather-in-turn",  # tasks run already: awaiting them in turn is right
        "async def main():\n    ts = [asyncio.create_task(f(u)) for u in us]\n    return await asyncio.gather(*ts)\n",
        [],
    ),
    (
        "gather-in-turn",  # so do calls in threads
        "async def main():\n    fs = [loop.run_in_executor(None, f, u) for u in us]\n    return await gather(*fs)\n",
        [],
    ),
    ("drop-star", "gather(*xs)\n", ["gather(xs)\n"]),
    ("forget-one", "gather(*xs)\n", ["gather(*list(xs)[:-1])\n"]),
    ("forget-one", "gather(a(),\n    b())\n", ["gather(a())\n"]),
    ("forget-one", "asyncio.wait(ts)\n", ["asyncio.wait(list(ts)[:-1])\n"]),
    (
        "reverse-results",
        "async def main():\n    return await gather(a(), b())\n",
        ["async def main():\n    return (await gather(a(), b()))[::-1]\n"],
    ),
    ("reverse-results", "async def main():\n    await gather(a(), b())\n", []),
    ("return-exceptions", "gather(*xs)\n", ["gather(*xs, return_exceptions=True)\n"]),
    ("return-exceptions", "gather(a, return_exceptions=True)\n", ["gather(a, return_exceptions=not True)\n"]),
    ("wait-for-other", "asyncio.wait(ts)\n", ["asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)\n"]),
    (
        "wait-for-other",
        "wait(ts, return_when=asyncio.FIRST_COMPLETED)\n",
        ["wait(ts, return_when=asyncio.ALL_COMPLETED)\n"],
    ),
    ("in-order-of-input", "for x in asyncio.as_completed(ts): use(x)\n", ["for x in ts: use(x)\n"]),
    (
        "blocking-sleep",
        "async def f():\n    await asyncio.sleep(2)\n",
        ["async def f():\n    import time as real; real.sleep(2)\n"],
    ),
    ("no-delay", "sleep(2)\n", ["sleep(0)\n"]),
    ("other-delay", "sleep(a + b)\n", ["sleep(2 * (a + b))\n"]),
    ("other-delay", "sleep(0)\n", ["sleep(1)\n"]),
    (
        "call-in-the-loop",
        "async def f():\n    return await asyncio.to_thread(work, 1, k=2)\n",
        ["async def f():\n    return work(1, k=2)\n"],
    ),
    (
        "call-in-the-loop",
        "async def f():\n    return await loop.run_in_executor(None, work, 1)\n",
        ["async def f():\n    return work(1)\n"],
    ),
    (
        "drop-create-task",
        "async def f():\n    a = create_task(g(1))\n    b = tg.create_task(g(2), name='b')\n",
        ["async def f():\n    a = g(1)\n    b = g(2)\n"],
    ),
    (
        "await-at-once",  # the last one may be awaited where it is made
        "async def f():\n    a = create_task(g(1))\n    b = create_task(g(2))\n",
        [
            "async def f():\n    a = (started := create_task(g(1)), await started)[0]\n    b = create_task(g(2))\n"
        ],
    ),
    (
        "await-at-once",
        "async def f():\n    for u in us:\n        tg.create_task(g(u))\n",
        ["async def f():\n    for u in us:\n        await tg.create_task(g(u))\n"],
    ),
    ("drop-cancel", "task.cancel()\n", ["pass\n"]),
    (
        "result-at-once",
        "async def f():\n    return await task\n",
        ["async def f():\n    return task.result()\n"],
    ),
    (
        "drop-group",
        "async def f():\n    async with asyncio.TaskGroup() as tg:\n        tg.create_task(g())\n",
        ["async def f():\n    if True:\n        asyncio.create_task(g())\n"],
    ),
    (
        "drop-raise",
        "try:\n    f()\nexcept CancelledError:\n    raise\n",
        ["try:\n    f()\nexcept CancelledError:\n    pass\n"],
    ),
    *(
        (
            operator,
            f"try:\n    f()\nexcept {caught}:\n    g()\n",
            [f"try:\n    f()\nexcept {instead}:\n    g()\n"],
        )
        for operator, caught, instead in [
            ("catch-more", "ValueError", "Exception"),
            ("catch-more", "Exception", "BaseException"),
            ("catch-more", "asyncio.CancelledError", "BaseException"),
            ("catch-less", "ValueError", "()"),
            ("catch-less", "BaseException", "Exception"),
            ("catch-less", "asyncio.CancelledError", "Exception"),
        ]
    ),
    (
        "drop-finally",
        "try:\n    f()\n# finally: not this one\nfinally:\n    g()\n",
        ["if True:\n    f()\n# finally: not this one\nif True:\n    g()\n"],
    ),
    (
        "drop-finally",
        "try:\n    f()\nexcept E:\n    h()\nfinally:\n    g()\n",
        ["try:\n    f()\nexcept E:\n    h()\nif True:\n    g()\n"],
    ),
    ("drop-shield", "asyncio.shield(t)\n", ["t\n"]),
    ("drop-suppress", "with contextlib.suppress(E):\n    f()\n", ["if True:\n    f()\n"]),
    (
        "drop-timeout",
        "async def f():\n    async with asyncio.timeout(g(1)):\n        h()\n",
        ["async def f():\n    if True:\n        h()\n"],
    ),
    ("drop-timeout", "wait_for(f(), 1)\n", ["f()\n"]),
    ("drop-timeout", "wait(ts, timeout=1)\n", ["wait(ts, timeout=None)\n"]),
    (
        "timeout-per-item",
        "wait_for(gather(*[f(u) for u in us]), s)\n",
        ["gather(*[wait_for(f(u), s) for u in us])\n"],
    ),
    (
        "timeout-per-item",
        "async def f():\n    async with timeout(1):\n        for u in us:\n            await g(u)\n",
        ["async def f():\n    for u in us:\n        async with timeout(1):\n            await g(u)\n"],
    ),
    (
        "drop-async-with",
        "async def f():\n    async with lock:\n        g()\n",
        ["async def f():\n    if True:\n        g()\n"],
    ),
    (
        "drop-async-with",
        "async def f():\n    async with open() as s:\n        g()\n",
        ["async def f():\n    if (s := open()) is not None:\n        g()\n"],
    ),
    ("stop-iteration", "raise StopAsyncIteration\n", ["raise StopIteration\n"]),
    (
        "lock-of-its-own",
        "async def f():\n    s = asyncio.Semaphore(n)\n    async def g():\n        async with s: h()\n",
        [
            "async def f():\n    s = asyncio.Semaphore(n)\n    async def g():\n"
            "        async with asyncio.Semaphore(n): h()\n"
        ],
    ),
    ("limit-of-one", "asyncio.Semaphore(limit)\n", ["asyncio.Semaphore(1)\n"]),
    ("limit-of-one", "asyncio.Semaphore(1)\n", []),
    ("one-too-many", "Semaphore(n)\n", ["Semaphore(n + 1)\n"]),
    ("one-too-few", "[w() for _ in range(n)]\n", ["[w() for _ in range(n - 1)]\n"]),
    ("other-room", "asyncio.Queue(maxsize=4)\n", ["asyncio.Queue()\n"]),
    ("other-room", "asyncio.Queue()\n", ["asyncio.Queue(1)\n"]),
    ("drop-task-done", "q.task_done()\n", ["pass\n"]),
    ("task-done-twice", "q.task_done()\n", ["q.task_done(); q.task_done()\n"]),
    ("drop-signal", "event.set()\n", ["pass\n"]),
    ("drop-clean-up", "writer.close()\n", ["pass\n"]),
    ("look-once", "while not ready:\n    f()\n", ["if not ready:\n    f()\n"]),
    ("look-once", "while True:\n    f()\n", []),
    ("drop-return", "def f():\n    return g()\n", ["def f():\n    g()\n"]),
]


@pytest.mark.parametrize(("operator", "text", "wanted"), CASES)
def test_an_operator_changes_this_and_nothing_else(operator: str, text: str, wanted: list[str]) -> None:
    assert made(operator, text) == wanted


def test_every_operator_is_shown_by_a_case() -> None:
    assert {case[0] for case in CASES} == NAMES


def test_every_operator_says_what_it_does() -> None:
    assert all(operator.says.endswith(".") for operator in OPERATORS)


def test_what_does_not_compile_is_no_mutant() -> None:
    # Without its loop, a `continue` is nowhere.
    assert made("look-once", "while ready:\n    continue\n") == []


def test_what_is_known_to_be_right_is_no_mutant() -> None:
    text, right = "async def main():\n    await f()\n", "async def main():\n    pass  # as well\n"
    found = mutants(text, "exercise.py", {ast.dump(ast.parse(right))})
    assert [mutant.operator for mutant in found] == ["drop-await"]


def test_what_is_only_for_the_command_line_is_left_alone() -> None:
    guard = 'if __name__ == "__main__":\n    asyncio.run(main())\n    loop.close()\n'
    text = f"async def main():\n    await f()\n\n\n{guard}"
    assert list(mutants(text, "exercise.py")) == []
    assert list(mutants(text, "exercise.py", suite='await submission.run("main")'))
    assert list(mutants(f"start = main\n{text}", "exercise.py"))


def test_a_comment_on_its_line_lets_a_mutant_live_and_says_why() -> None:
    text = "async def main():\n    await f()  # may live: drop-await, an extra\n    await g()\n"
    found = [mutant for mutant in mutants(text, "exercise.py") if mutant.operator == "drop-await"]
    assert [mutant.allowed for mutant in found] == ["drop-await, an extra", ""]


def test_a_comment_on_a_line_of_its_own_holds_everywhere() -> None:
    assert allowances("# may live: drop-timeout, drop-await: extras\nf()  # may live: drop-raise\n") == {
        "drop-timeout": "drop-timeout, drop-await: extras",
        "drop-await": "drop-timeout, drop-await: extras",
    }


def test_a_probe_ends_just_before_the_change() -> None:
    text = "async def main():\n    try:\n        g()\n    except E:\n        await f()\n"
    found = {mutant.operator: mutant.probe for mutant in mutants(text, "exercise.py")}
    assert found["drop-awaited"] == text.replace("await f()", "raise SystemExit\n        await f()")
    assert all(ast.parse(probe) for probe in found.values())


def test_a_probe_fits_into_a_line_with_other_code() -> None:
    (mutant,) = mutants("if a: task.cancel()\n", "exercise.py")
    assert mutant.probe == "if a: raise SystemExit; task.cancel()\n"


def test_the_same_mistake_in_two_answers_is_known_again() -> None:
    first, second = "a = 1\nsleep(2)\n", "b = 2\nsleep(2)\n"
    mistakes = [{mutant.mistake for mutant in mutants(text, "exercise.py")} for text in (first, second)]
    assert mistakes[0] == mistakes[1]


def test_a_diff_names_the_file_and_the_operator() -> None:
    (mutant,) = mutants("task.cancel()\n", "right/one.py")
    assert difference("task.cancel()\n", mutant).splitlines() == [
        "--- right/one.py",
        "+++ right/one.py (drop-cancel)",
        "@@ -1 +1 @@",
        "-task.cancel()",
        "+pass",
    ]

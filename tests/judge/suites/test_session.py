"""A hidden suite's tests become check results; what is the matter with a suite is never a learner's zero."""

import textwrap

import pytest

from grader.judge.suites.session import collect, run_suite
from grader.model import Conditions, Exercise, Submission
from grader.run.sandbox.process import Launcher
from grader.submission import digest

ANSWER = "import asyncio\nasync def main():\n    await asyncio.sleep(2)\n    return 5\n"


@pytest.fixture(scope="module")
def launcher():
    launcher = Launcher()
    yield launcher
    launcher.close()


@pytest.fixture
def judge(tmp_path, launcher):
    """judge(suite text, answer) -> SuiteResult"""

    def judge(suite, answer=ANSWER):
        path = tmp_path / "key" / "test_hidden.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("import asyncio, pytest\nfrom grader.suite import *\n" + textwrap.dedent(suite))
        exercise = Exercise(slug="exercise-99", title="", summary="", folder=tmp_path, key=path.parent)
        return run_suite(
            path,
            exercise,
            Submission(name="exercise.py", source=answer, sha256=digest(answer.encode())),
            launcher,
        )

    return judge


def test_a_check_passes_with_its_points_topic_and_title(judge):
    result = judge('''
        @pytest.mark.points(3)
        @pytest.mark.topic("concurrency")
        async def test_two_seconds(submission):
            """main() takes two seconds.

            Not a word of this is shown.
            """
            run = await submission.run("main")
            expect(run).value(5).elapsed(2)
    ''')
    (check,) = result.checks
    assert (check.id, check.title, check.topic) == (
        "test_two_seconds",
        "main() takes two seconds.",
        "concurrency",
    )
    assert (check.status, check.points, check.max_points, check.runs) == ("passed", 3, 3, (0,))
    assert result.faults == ()


def test_a_check_fails_in_its_authors_words_only(judge):
    result = judge('''
        async def test_unmet(submission):
            """One."""
            expect(await submission.run("main")).value(6, advice="Add one.")
        async def test_assert_with_words(submission):
            """Two."""
            secret = "unsaid"
            assert secret == (await submission.run("main")).value, "They differ."
        async def test_assert_without_words(submission):
            """Three."""
            secret = "unsaid"
            assert secret == "said"
        async def test_fail(submission):
            """Four."""
            pytest.fail("Said so.")
    ''')
    assert [check.status for check in result.checks] == ["failed"] * 4
    assert [check.fact for check in result.checks] == ["main() returned 5.", "They differ.", "", "Said so."]
    assert (result.checks[0].advice, result.checks[0].expected, result.checks[0].actual) == (
        "Add one.",
        "6",
        "5",
    )
    assert "unsaid" not in repr(result)
    assert result.faults == ()


@pytest.mark.parametrize(
    ("suite", "fault"),
    [
        ("", "no test"),
        ("def helper(): pass", "no test"),
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("import no_such_module_here", "cannot be loaded: ModuleNotFoundError"),
        ("def test_x(:", "cannot be loaded"),
        ("async def test_x(submission):\n    pass", "no docstring"),
        ("async def test_x(submission):\n    'Doc.'\n    raise KeyError('mine')", "KeyError: 'mine' (line 5 of the suite)"),
        ("async def test_x(submission):\n    'Doc.'\n    submission.run('main')", "forgot to await"),
        ("async def test_x(submission):\n    'Doc.'\n    expect(submission.run('main'))", "await it first"),
        ("async def test_x(submission):\n    'Doc.'\n    asyncio.sleep(1)", "forgot to await"),
        ("async def test_x(missing_fixture):\n    'Doc.'", "missing_fixture"),
        ("@pytest.mark.needs('test_y')\nasync def test_x(submission):\n    'Doc.'", "there is no such test"),
        ("@pytest.mark.needs('test_x')\nasync def test_x(submission):\n    'Doc.'", "does not stand above it"),
        ("@pytest.mark.points()\nasync def test_x(submission):\n    'Doc.'", "whole numbers"),
        ("@pytest.mark.points(0.5)\nasync def test_x(submission):\n    'Doc.'", "whole numbers"),
        ("@pytest.mark.points(0)\nasync def test_x(submission):\n    'Doc.'", "no points"),
        ("@pytest.mark.pionts(1)\nasync def test_x(submission):\n    'Doc.'", "pionts"),
        ("async def test_x(submission):\n    'Doc.'\n    await asyncio.Event().wait()", "never happen"),
        ("async def test_x(submission):\n    'Doc.'\n    await submission.run('main', set_order='x')", "set_order"),
        ("async def test_x(submission):\n    'Doc.'\n    await submission.run(lambda m: 1)", "in_guest"),
        ("@pytest.mark.timeout(0.2)\nasync def test_x(submission):\n    'Doc.'\n    while True: pass", "Timeout"),
        ("async def test_x(submission):\n    'Doc.'\n    raise SystemExit(0)", "SystemExit"),
    ],
    ids=lambda text: text.splitlines()[-1].strip() if text else "nothing",
)  # fmt: skip
def test_what_is_the_matter_with_the_suite_is_said_and_costs_nobody(judge, suite, fault):
    result = judge(suite)
    assert any(fault in found for found in result.faults), result.faults
    assert sum(check.points for check in result.checks) == 0
    assert not any(check.status == "failed" for check in result.checks)


def test_a_check_is_skipped_when_one_it_needs_has_failed(judge):
    result = judge('''
        async def test_base(submission):
            """The base holds."""
            fail("no")
        @pytest.mark.needs("test_base")
        async def test_more(submission):
            """More holds."""
        @pytest.mark.needs("test_more")
        async def test_most(submission):
            """Most holds."""
        async def test_other(submission):
            """The other holds."""
    ''')
    assert [check.status for check in result.checks] == ["failed", "skipped", "skipped", "passed"]
    assert result.checks[1].fact == "It is looked at once this holds: The base holds."
    assert result.faults == ()


def test_a_file_that_cannot_be_run_ends_the_suite(judge):
    suite = '''
        async def test_a(submission):
            """A."""
            await submission.run("main")
        async def test_b(submission):
            """B."""
    '''
    result = judge(suite, "async def main(:")
    assert result.not_loaded.error.type == "SyntaxError"
    assert [check.points for check in result.checks] == [0, 0]
    assert judge(suite).not_loaded is None


def test_the_same_call_is_run_once(judge):
    result = judge('''
        async def test_a(submission):
            """A."""
            first = await submission.run("main")
            assert first is await submission.run("main")
            assert first is not await submission.run("main", stagger=0.1)
        async def test_b(submission):
            """B."""
            await submission.run("main")
    ''')
    assert [check.status for check in result.checks] == ["passed", "passed"], result
    assert [check.runs for check in result.checks] == [(0, 1), (0,)]
    assert len(result.runs) == 2


def test_a_call_with_a_collaborator_is_never_remembered(judge):
    result = judge(
        '''
        async def test_a(submission):
            """A."""
            calls = []
            async def fetch(url):
                calls.append(url)
            await submission.run("use", fetch)
            await submission.run("use", fetch)
            expect(calls).equals(["a", "a"])
        ''',
        "async def use(fetch):\n    await fetch('a')\n",
    )
    assert result.checks[0].status == "passed", result.checks


def test_a_shared_helper_is_carried_out_once_for_each_set_of_arguments(judge):
    result = judge(
        """
        @shared
        async def played(submission, delay):
            calls = []
            async def fetch(url):
                calls.append(url)
                await asyncio.sleep(delay)
            return await submission.run("twice", fetch), calls

        @shared
        async def refused(submission):
            await submission.run("twice", asyncio.sleep)
            fail("no")

        async def test_one(submission):
            "one"
            run, calls = await played(submission, 1)
            assert (run.elapsed, calls) == (2, ["a", "b"])

        async def test_two(submission):
            "two"
            run, calls = await played(submission, delay=3)
            assert (run.elapsed, calls) == (6, ["a", "b"])
            run, calls = await played(submission, 1)
            assert (run.elapsed, calls) == (2, ["a", "b"])

        async def test_three(submission):
            "three"
            await refused(submission)

        async def test_four(submission):
            "four"
            await refused(submission)
        """,
        "async def twice(fetch):\n    await fetch('a')\n    await fetch('b')\n",
    )
    assert [check.status for check in result.checks] == ["passed", "passed", "failed", "failed"]
    assert [check.runs for check in result.checks] == [(0,), (1, 0), (2,), (2,)]
    assert [check.fact for check in result.checks[2:]] == ["no", "no"]
    assert len(result.runs) == 3


@pytest.fixture
def judge_again(tmp_path, launcher):
    """judge_again(suite text, *(answer, conditions)) -> a SuiteResult for each, of one session of pytest"""

    def judge_again(suite, *answers):
        path = tmp_path / "key" / "test_hidden.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text("import asyncio, pytest\nfrom grader.suite import *\n" + textwrap.dedent(suite))
        exercise = Exercise(slug="exercise-99", title="", summary="", folder=tmp_path, key=path.parent)
        results = []

        def use(collected):
            for answer, conditions in answers:
                submission = Submission(name="exercise.py", source=answer, sha256=digest(answer.encode()))
                results.append(collected.run(exercise, submission, launcher, conditions))

        assert collect(path, use) == ""
        return results

    return judge_again


def test_every_run_of_a_collected_suite_has_it_as_nobody_has_used_it(judge_again):
    suite = """
        CALLS = []

        @pytest.fixture
        def started():
            CALLS.append("a fixture")
            return len(CALLS)

        async def test_first(submission, started):
            "first"
            CALLS.append("a test")
            run = await submission.run("main")
            assert (run.value, started) == (5, 1), started

        async def test_second(submission):
            "second"
            run = await submission.run("main")
            assert run.value == 5 and CALLS == ["a fixture", "a test"], CALLS
    """
    wrong = ANSWER.replace("5", "6")
    first_only = Conditions(until_failure=True)
    found = judge_again(
        suite,
        (ANSWER, None),
        (wrong, first_only),
        (ANSWER, None),
        ("syntax error", None),
        (wrong, None),
        (ANSWER, first_only),
    )
    assert [[str(check.status) for check in result.checks] for result in found] == [
        ["passed", "passed"],
        ["failed", "skipped"],
        ["passed", "passed"],
        ["skipped", "skipped"],
        ["failed", "failed"],
        ["passed", "passed"],
    ]
    assert [len(result.runs) for result in found] == [1] * 6
    assert [result.not_loaded is not None for result in found] == [False, False, False, True, False, False]
    assert [result.faults for result in found] == [()] * 6


def test_a_probe_runs_beside_the_learners_code(judge):
    result = judge('''
        import math
        LIMIT = 3
        @in_guest  # an async def or a plain def
        async def probe(module, more, *, factor=1):
            value = await module.main()
            await asyncio.sleep(1)
            return math.floor(value) + LIMIT + more * factor
        async def test_a(submission):
            """A."""
            run = await submission.run(probe, 10, factor=2)
            expect(run).value(28).elapsed(3)
    ''')
    assert result.checks[0].status == "passed", result


def test_a_probe_s_lines_do_not_show_in_what_the_run_printed(judge):
    result = judge('''
        @in_guest
        async def probe(module):
            module.asyncio.sleep(1), "a line of the suite"
            raise ValueError
        async def test_a(submission):
            """A."""
            await submission.run(probe)
    ''')
    (seen,) = result.runs
    assert "was never awaited" in seen.run.stderr
    assert "a line of the suite" not in str(seen.run)


def test_nothing_around_the_suite_is_listened_to(judge, tmp_path, monkeypatch):
    for folder in (tmp_path, tmp_path / "key"):
        folder.mkdir(exist_ok=True)
        (folder / "conftest.py").write_text("raise RuntimeError('planted')")
        (folder / "pytest.ini").write_text("[pytest]\naddopts = --collect-only\n")
        (folder / "asyncio.py").write_text("raise RuntimeError('planted')")
        (folder / "pytest.py").write_text("raise SystemExit(0)")
    monkeypatch.chdir(tmp_path / "key")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only")
    monkeypatch.setenv("PYTEST_PLUGINS", "no_such_plugin")
    result = judge('async def test_a(submission):\n    """A."""\n    await submission.run("main")\n')
    assert [check.status for check in result.checks] == ["passed"], result
    assert sorted(path.name for path in (tmp_path / "key").iterdir()) == [
        "asyncio.py", "conftest.py", "pytest.ini", "pytest.py", "test_hidden.py"
    ]  # fmt: skip


# ---- chance --------------------------------------------------------------------------------------

CHANCE = '''
async def test_chance(submission):
    """One."""
    fail(f"{submission.random('a').random()} {submission.random('a').random()} {submission.random('b').random()}")
'''


def test_the_same_answer_meets_the_same_numbers_and_a_changed_one_others(judge):
    def drawn(answer):
        (check,) = judge(CHANCE, answer).checks
        return check.fact.split()

    same, again, other_name = drawn(ANSWER)
    assert same == again != other_name
    assert drawn(ANSWER) == [same, again, other_name]
    assert drawn(ANSWER + "# changed\n")[0] != same

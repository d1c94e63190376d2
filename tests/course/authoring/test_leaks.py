"""Lines of the key in what a learner reads."""

from dataclasses import replace

import pytest

from grader import model
from grader.course.authoring.bench import Leak
from grader.course.authoring.leaks import leaks
from grader.report.encoding import to_json

SUITE = '''"""Hidden suite: what nobody but its author reads."""

ANSWER_TO_EVERYTHING = {"limit": 42}


async def test_limit(submission):
    """The limit is kept by every one of the calls.

    For the author's eyes: compare with the other one.
    """
    run = await submission.run("main", ANSWER_TO_EVERYTHING)
    expect(run).value(3, advice="A limit that is a lot longer than 25 characters.")
    fail(
        """A text over several lines,
        of which this is the second."""
    )
'''


def report(fact: str, source: str) -> model.Report:
    check = model.CheckResult(id="test_limit", title="T", status=model.Status.FAILED, max_points=1, fact=fact)
    return model.Report(
        grader_version="0",
        exercise="exercise-21",
        title="T",
        file="exercise.py",
        sha256="0" * 64,
        source=source,
        outcome=model.Verdict.FAILED,
        max_score=1,
        isolation=model.Isolation(level="full"),
        checks=(check,),
    )


def found(fact: str, public: str = "", source: str = "") -> tuple[Leak, ...]:
    return leaks(to_json(report(fact, source)), source, {"test_hidden.py": SUITE}, public)


@pytest.mark.parametrize(
    ("shown", "line"),
    [
        ('It was: run = await submission.run("main", ANSWER_TO_EVERYTHING)', 11),
        ('ANSWER_TO_EVERYTHING = {"limit": 42} and more', 3),
        ("Hidden suite: what nobody but its author reads.", 1),
    ],
)
def test_a_line_of_code_or_a_docstring_is_found_with_its_place(shown: str, line: int) -> None:
    (leak,) = found(shown)
    assert (leak.file, leak.line) == ("test_hidden.py", line)


@pytest.mark.parametrize(
    "shown",
    [
        "The limit is kept by every one of the calls.",
        "A limit that is a lot longer than 25 characters.",
        "A text over several lines, of which this is the second.",
        "of which this is the second.",
        "limit",
    ],
)
def test_what_the_author_wrote_to_be_read_is_no_leak(shown: str) -> None:
    assert found(shown) == ()


def test_what_a_learner_has_anyway_is_no_leak() -> None:
    line = 'ANSWER_TO_EVERYTHING = {"limit": 42}'
    assert found(line, f"Write {line} first.") == ()
    assert found(line, source=line) == ()


def test_what_a_run_printed_is_searched() -> None:
    hidden = "secret_of_the_suite(with_quotes='1 < 2')"
    run = model.RunRecord(call="main()", outcome=model.Outcome.FINISHED, elapsed=1.0, stderr=hidden)
    document = to_json(replace(report("fact", ""), runs=(run,)))
    (leak,) = leaks(document, "", {"exercise.py": hidden + "\n"}, "")
    assert leak.text == hidden

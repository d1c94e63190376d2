from dataclasses import replace

import pytest

from grader.model import Fact, Report, Status, Verdict
from grader.report.encoding import to_json
from grader.report.redaction import for_learner, for_platform
from tests.report.samples import fault, passed, sequential

SECRET = "the-secret"
CHECK = "test_three_fetches_overlap"


def with_policy(report: Report, **policy: object) -> Report:
    checks = tuple(replace(one, **policy) if one.id == CHECK else one for one in report.checks)
    return replace(report, checks=checks)


def named(report: Report, name: str = CHECK) -> object:
    return next((check for check in report.checks if check.id == name), None)


def test_what_is_open_stays_but_for_the_solution_s_run() -> None:
    before = sequential()
    after = for_learner(before)
    assert after == replace(before, reference=None)
    assert before.reference is not None


@pytest.mark.parametrize("visibility", ["after_due", "after_published", "staff"])
def test_of_a_hidden_check_its_points_remain(visibility: str) -> None:
    before = with_policy(sequential(), visibility=visibility, title=SECRET, fact=SECRET, expected=SECRET)
    after = for_learner(before)
    assert SECRET not in to_json(after)
    assert CHECK not in to_json(after)
    assert (after.score, after.max_score, after.outcome) == (before.score, before.max_score, before.outcome)
    hidden = named(after, "hidden-1")
    assert hidden is not None
    assert (hidden.title, hidden.status, hidden.max_points) == ("Hidden check 1", Status.FAILED, 3)
    assert (hidden.topic, hidden.fact, hidden.advice, hidden.expected, hidden.actual) == ("",) * 5
    assert (hidden.runs, hidden.because) == ((), None)


def test_once_it_is_due_a_check_is_seen() -> None:
    report = with_policy(sequential(), visibility="after_due")
    assert named(for_learner(report)) is None
    assert named(for_learner(report, ("always", "after_due"))) == named(report)


def test_a_run_that_only_hidden_checks_looked_at_goes_and_the_others_keep_their_places() -> None:
    report = sequential()
    secret = replace(report.runs[1], stdout=SECRET, call=SECRET)
    checks = tuple(replace(one, runs=(0,) if one.id == CHECK else (1,)) for one in report.checks)
    after = for_learner(
        with_policy(replace(report, runs=(secret, report.runs[0]), checks=checks), visibility="staff")
    )
    assert SECRET not in to_json(after)
    assert after.runs == (report.runs[0],)
    assert {check.runs for check in after.checks if check.id != "hidden-1"} == {(0,)}


@pytest.mark.parametrize(
    ("change", "stays"),
    [
        ({}, True),
        ({"runs": (0, 1)}, True),
        ({"runs": (1, 0)}, False),  # it tells of a run that only the hidden check looked at
        ({"runs": (40,)}, False),  # of one that is not in the report
        ({"checks": (CHECK,)}, False),  # it explains the hidden one
        ({"checks": (CHECK, "test_total_time")}, True),
        ({"headline": f"Not {SECRET} at all."}, False),
        ({"facts": (Fact(text=f"It is not {SECRET}."),)}, False),
        ({"headline": "a long hidden fact of the check."}, False),  # a clause of it
    ],
)
def test_a_finding_stays_where_it_is_about_what_is_open(change: dict[str, object], stays: bool) -> None:
    report = sequential()
    finding = replace(report.findings[0], **{"runs": (0,), "checks": ("test_total_time",), **change})
    fact = "First, a long hidden fact of the check; and more."
    checks = tuple(replace(one, runs=(1,) if one.id == CHECK else (0,)) for one in report.checks)
    report = replace(report, checks=checks, findings=(finding,))
    after = for_learner(with_policy(report, visibility="staff", expected=SECRET, fact=fact))
    assert bool(after.findings) is stays
    because = {check.because for check in after.checks}
    assert because == ({None, "await-in-loop"} if stays else {None})


def test_what_python_said_of_several_runs_goes_with_the_hidden_one() -> None:
    report = sequential()
    finding = replace(report.findings[0], runs=(0, 1), python_says="KeyError: 7")
    checks = tuple(replace(one, runs=(1,) if one.id == CHECK else (0,)) for one in report.checks)
    after = for_learner(with_policy(replace(report, checks=checks, findings=(finding,)), visibility="staff"))
    assert [(one.python_says, one.runs) for one in after.findings] == [("", (0,))]


def test_own_output_leaves_what_the_program_did() -> None:
    before = with_policy(sequential(), detail="own_output")
    check = named(for_learner(before))
    assert check is not None
    assert (check.fact, check.advice, check.expected) == ("", "", "")
    assert (check.title, check.actual, check.runs) == (
        "The three fetches wait at the same time.",
        "1 at a time",
        (0, 1),
    )


def test_kind_only_leaves_passed_or_not() -> None:
    before = with_policy(sequential(), detail="kind_only", runs=(1,))
    for after in (for_learner(before), for_platform(before)):
        check = named(after)
        assert check is not None
        assert (check.status, check.title) == (Status.FAILED, "The three fetches wait at the same time.")
        assert (check.fact, check.advice, check.expected, check.actual) == ("",) * 4
        assert check.runs == ()
        assert len(after.runs) == 1


def test_a_skipped_check_does_not_name_the_hidden_one_it_waits_for() -> None:
    report = with_policy(sequential(), visibility="staff", title=SECRET)
    waits = replace(
        report.checks[-1], status=Status.SKIPPED, fact=f"It is looked at once this holds: {SECRET}"
    )
    report = replace(report, checks=(*report.checks[:-1], waits))
    for after in (for_learner(report), for_platform(report)):
        assert after.checks[-1].fact == "It is looked at once another check has passed."
    assert SECRET in for_platform(report).checks[3].title


def test_faults_and_notes_are_for_the_instructor() -> None:
    broken = fault()
    assert broken.problem is not None
    check = replace(passed().checks[0], status=Status.ERROR, fact=SECRET)
    report = replace(
        broken, problem=replace(broken.problem, details=SECRET), notes=(SECRET,), checks=(check,)
    )
    after = for_learner(report)
    assert SECRET not in to_json(after)
    assert after.outcome is Verdict.FAULT
    assert after.problem is not None
    assert after.problem.headline == broken.problem.headline


def test_a_platform_gets_what_it_hides_itself() -> None:
    report = with_policy(sequential(), visibility="staff", fact=SECRET)
    assert named(for_platform(report)) == named(report)
    assert for_platform(report).reference is None

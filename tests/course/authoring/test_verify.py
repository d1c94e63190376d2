"""Planted faults: each is refused with a message that names it, and the place, and what to do."""

import sys
from collections.abc import Iterable

import pytest

from grader.course.authoring import proofs_by_grading
from grader.course.authoring.bench import Fault, Proof, Role, Trial
from grader.course.authoring.key import bench_of
from grader.course.authoring.proofs_on_paper import (
    answers_have_names_that_are_read,
    manifest_says_enough,
    no_test_hides_another,
    readme_names_the_contract,
)
from grader.model import Status

from .conftest import Planted

GOOD_CHECK = '''

@pytest.mark.points(1)
@pytest.mark.topic("result")
async def test_one_more(submission):
    """{}"""
    {}
'''


def add_check(planted: Planted, body: str, docstring: str = "One more.") -> None:
    text = planted.suite.read_text(encoding="utf-8")
    planted.suite.write_text(text + GOOD_CHECK.format(docstring, body), encoding="utf-8")


def on_paper(planted: Planted, proof: Proof) -> list[Fault]:
    """Carry out a proof that needs no gradings."""
    return list(proof(bench_of(planted.exercise)))


def said_once(trials: Iterable[Trial]) -> set[tuple[str, str]]:
    """Return what checks said to answers that were graded once, and to none that was graded again."""
    failed = [
        (check.id, check.advice, trial.repeated)
        for trial in trials
        for check in trial.report.checks
        if check.status is Status.FAILED
    ]
    assert failed
    again = {(id_, advice) for id_, advice, repeated in failed if repeated}
    return {(id_, advice) for id_, advice, _ in failed} - again


def the_only(faults: list[Fault]) -> Fault:
    assert len(faults) == 1, [fault.what for fault in faults]
    return faults[0]


def test_the_unspoilt_exercise_is_proved_and_its_few_answers_remarked_on(planted: Planted) -> None:
    verification = planted.verify(2)
    assert verification.proved
    assert [fault.file.name for fault in verification.faults] == ["right", "mutants"]
    assert said_once(verification.bench.trials) == set()
    assert len(verification.bench.of(Role.MUTANT)) == 3


# ---- the five of them ----------------------------------------------------------------------------


def test_a_check_that_cannot_fail_is_named(planted: Planted) -> None:
    add_check(planted, 'await submission.run("serve", pour, CUPS)')
    fault = the_only([fault for fault in planted.refused() if "untouched stub earns" not in fault.what])
    assert fault.what == "Nothing can fail the check test_one_more: no mutant does."
    assert fault.file == planted.suite
    assert planted.suite.read_text().splitlines()[fault.line - 1].startswith("async def test_one_more")


def test_a_mutant_that_passes_is_named(planted: Planted) -> None:
    right = (planted.key / "right" / "two-steps.py").read_text()
    (planted.key / "mutants" / "wrong-order.py").write_text(right)
    fault = the_only(planted.refused())
    assert (fault.what, fault.file.name) == ("The mutant passes every check.", "wrong-order.py")


def test_a_readme_that_leaves_a_function_out_is_refused(planted: Planted) -> None:
    planted.edit(planted.folder / "README.md", ("serve(pour, cups: list[str])", "server()"))
    fault = the_only(on_paper(planted, readme_names_the_contract))
    assert fault.what == "The README does not name serve(pour, cups)."
    assert "`async def serve(pour, cups: list[str]) -> list[str]`" in fault.fix
    assert fault.file == planted.folder / "README.md"


def test_a_readme_with_other_parameters_is_refused(planted: Planted) -> None:
    planted.edit(planted.folder / "README.md", ("(pour, cups: list[str])", "(cups: list[str], pour)"))
    fault = the_only(on_paper(planted, readme_names_the_contract))
    assert fault.what == "The README has serve(cups: list[str], pour); the stub has serve(pour, cups)."
    assert (
        planted.folder.joinpath("README.md")
        .read_text()
        .splitlines()[fault.line - 1]
        .startswith("async def serve")
    )


@pytest.mark.parametrize(
    ("imports", "call"),
    [("import time", "time.monotonic()"), ("from datetime import datetime as dt", "dt.now()")],
)
def test_a_suite_that_reads_the_wall_clock_is_refused(planted: Planted, imports: str, call: str) -> None:
    planted.edit(
        planted.suite,
        ("import asyncio\n", f"import asyncio\n{imports}\n"),
        (
            '    run = await submission.run("serve", spill',
            f'    {call}\n    run = await submission.run("serve", spill',
        ),
    )
    faults = planted.refused()
    assert {fault.what.partition(":")[0] for fault in faults} == {"The suite reads the real clock"}
    assert len({fault.line for fault in faults}) == 1
    assert call in planted.suite.read_text().splitlines()[faults[0].line - 1]


def test_a_clock_read_by_another_name_is_seen_while_the_suite_runs(planted: Planted) -> None:
    planted.edit(
        planted.suite,
        ("import asyncio\n", 'import asyncio\nclock = getattr(__import__("time"), "perf_counter")\n'),
    )
    planted.edit(
        planted.suite,
        (
            '    run = await submission.run("serve", spill',
            '    clock()\n    run = await submission.run("serve", spill',
        ),
    )
    fault = the_only(planted.refused())
    assert fault.what == "The suite reads the real clock: perf_counter()."
    assert planted.suite.read_text().splitlines()[fault.line - 1].strip() == "clock()"


def test_a_right_answer_that_fails_is_named_with_the_check(planted: Planted) -> None:
    slow = planted.key / "right" / "slow.py"
    slow.write_text((planted.key / "mutants" / "await-in-loop.py").read_text())
    fault = the_only(planted.refused())
    assert (
        fault.what
        == "A right answer fails: test_all_cups_are_filled_at_the_same_time: serve(pour, ['mug', 'glass', 'bowl']) took 360 s."
    )
    assert fault.file == slow


# ---- answers -------------------------------------------------------------------------------------


def test_a_solution_that_fails_is_refused(planted: Planted) -> None:
    planted.edit(planted.key / "exercise.py", ("pour(cup) for cup in cups", "pour(cup) for cup in cups[:1]"))
    assert any(fault.what.startswith("The solution fails: test_what_is_in") for fault in planted.refused())


def test_a_mutant_that_another_rule_explains_is_named_with_that_rule(planted: Planted) -> None:
    (planted.key / "mutants" / "await-in-loop.py").rename(planted.key / "mutants" / "wrong-order.py")
    fault = the_only(planted.refused())
    assert fault.what == "The mutant is explained by the rule await-in-loop, not by wrong-order."


def test_a_mutant_named_for_no_rule_gets_near_names(planted: Planted) -> None:
    (planted.key / "mutants" / "await-in-loop.py").rename(planted.key / "mutants" / "await-in-lop.py")
    fault = the_only(planted.refused())
    assert fault.what.startswith("There is no rule called “await-in-lop”. Near names: await-in-loop")


def test_a_stub_that_passes_is_refused(planted: Planted) -> None:
    (planted.folder / "exercise.py").write_text((planted.key / "exercise.py").read_text())
    told = [fault.what for fault in planted.refused()]
    assert told == ["The stub passes every check.", "The stub is not recognised as untouched."]


def test_a_stub_that_cannot_be_loaded_is_refused_with_its_line(planted: Planted) -> None:
    planted.edit(planted.folder / "exercise.py", ("    # TODO", "    # TODO\n\nraise RuntimeError\n"))
    fault = next(fault for fault in planted.refused() if fault.what.startswith("The stub: "))
    assert "RuntimeError" in fault.what
    assert fault.line


def test_points_for_an_untouched_stub_are_refused(planted: Planted) -> None:
    add_check(planted, 'run = await submission.run("serve", pour, CUPS)\n    expect(run).finished()')
    told = [fault.what for fault in planted.refused()]
    assert "The untouched stub earns 1 of 11 points: test_one_more." in told


# ---- the suite -----------------------------------------------------------------------------------


def test_a_suite_that_hangs_on_chance_is_refused_with_what_differs(planted: Planted) -> None:
    planted.edit(
        planted.suite,
        ("import asyncio\n", "import asyncio\nimport os\n"),
        ('advice="All have', 'advice=f"{os.times()} All have'),
    )
    told = [fault.what for fault in planted.refused(repeats=3)]
    assert len(told) == 1
    assert told[0].startswith("2 gradings of mutants/await-in-loop.py differ: checks: …")


def test_a_suite_whose_words_quote_its_source_is_refused(planted: Planted) -> None:
    planted.edit(
        planted.suite,
        ("import asyncio\n", "import asyncio\nimport inspect\n"),
        (
            'advice="All have to be under way before one of them is waited for."',
            "advice=inspect.getsource(pour)",
        ),
    )
    faults = planted.refused()
    told = [fault.what for fault in faults]
    assert any(
        what.endswith("shows a hidden line: await asyncio.sleep(60 * MINUTES[cup])") for what in told
    ), told
    assert all(what.startswith("The report on mutants/await-in-loop.py") for what in told), told
    assert {fault.file for fault in faults} == {planted.suite}


@pytest.mark.parametrize("points", ["2.5", '"3"', "-1"])
def test_points_that_are_not_whole_are_refused_once(planted: Planted, points: str) -> None:
    planted.edit(planted.suite, ("points(2)", f"points({points})"))
    fault = the_only([one for one in planted.refused() if "points" in one.what])
    assert (
        f"test_an_error_comes_out: points are whole numbers, not {points.replace(chr(34), chr(39))}"
        in fault.what
    )


def test_a_suite_that_breaks_is_told_once_and_nothing_else_is_graded(planted: Planted) -> None:
    planted.edit(planted.suite, ('    """An exception that', '    None.oops\n    """An exception that'))
    planted.edit(planted.suite, ('run = await submission.run("serve", spill, CUPS)', "run = 1 / 0"))
    verification = planted.verify()
    assert len(verification.bench.trials) == 1
    assert any("The suite itself fails on the solution" in fault.what for fault in verification.faults)


def test_a_suite_that_takes_too_long_is_refused(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proofs_by_grading, "MOST_CPU", 0.001)
    monkeypatch.setattr(sys.modules["grader.course.authoring.trials"], "MOST_CPU", 0.001)
    fault = the_only([one for one in planted.refused() if "processor time" in one.what])
    assert fault.file == planted.suite


def test_topics_that_do_not_agree_are_refused_both_ways(planted: Planted) -> None:
    planted.edit(planted.folder / "exercise.toml", ('"errors"]', '"style"]'))
    told = [fault.what for fault in planted.refused()]
    assert told == [
        "topics leaves out errors, for which checks give points.",
        "topics lists style, for which no check gives points.",
    ]


# ---- files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["README.md", "exercise.py"])
def test_a_missing_file_for_learners_is_named(planted: Planted, name: str) -> None:
    (planted.folder / name).unlink()
    fault = the_only(planted.refused())
    assert (fault.what, fault.file) == (f"{name} is missing.", planted.folder / name)


@pytest.mark.parametrize("name", ["test_hidden.py", "exercise.py"])
def test_a_missing_file_of_the_key_is_named(planted: Planted, name: str) -> None:
    (planted.key / name).unlink()
    fault = the_only(planted.refused())
    assert (fault.what, fault.file) == (f"{name} is missing.", planted.key / name)


def test_a_missing_key_is_told(planted: Planted) -> None:
    planted.key.rename(planted.key.with_name("elsewhere"))
    assert the_only(planted.refused()).what == "exercise-21 has no key here."


def test_a_manifest_that_cannot_be_read_is_a_refusal_like_any_other(planted: Planted) -> None:
    planted.edit(planted.folder / "exercise.toml", ("summary =", "sumary ="))
    assert "sumary is not a known key" in the_only(planted.refused()).what


def test_an_unknown_mark_is_refused_where_nobody_makes_errors_of_warnings(planted: Planted) -> None:
    planted.edit(planted.suite, ("mark.points(2)", "mark.pionts(2)"))
    assert "'pionts' not found" in the_only(planted.refused()).what


def test_a_check_that_is_said_to_learners_and_is_not_there_is_told_of_the_manifest(planted: Planted) -> None:
    manifest = planted.folder / "exercise.toml"
    manifest.write_text(manifest.read_text() + '[checks.test_nope]\nvisibility = "staff"\n')
    assert the_only(planted.refused()).fix.startswith("Name a test of the suite there")


def test_a_suite_of_two_files_is_refused_with_what_to_do(planted: Planted) -> None:
    (planted.key / "web.py").write_text("URLS = []\n")
    planted.edit(planted.suite, ("import asyncio\n", "import asyncio\nimport web\n"))
    assert the_only(planted.refused()).fix.startswith("A suite is one file")


def test_a_mutant_that_cannot_be_run_is_told_so(planted: Planted) -> None:
    (planted.key / "mutants" / "await-in-loop.py").write_text("x = 1\ndef (\n")
    faults = [fault for fault in planted.refused() if fault.file and fault.file.parent.name == "mutants"]
    assert (the_only(faults).what[:25], the_only(faults).line) == ("The mutant cannot be run:", 2)


def test_a_text_that_is_not_utf8_is_refused_with_its_line(planted: Planted) -> None:
    for path in (planted.folder / "README.md", planted.folder / "exercise.py", planted.suite):
        data = path.read_bytes()
        path.write_bytes(b"#\n# caf\xe9\n" + data)
        fault = the_only(planted.refused())
        assert (fault.what, fault.file, fault.line) == (f"{path.name} is not UTF-8 text.", path, 2)
        path.write_bytes(b"\xef\xbb\xbf" + data)
        assert planted.verify().proved


def test_a_test_that_another_of_its_name_hides_is_told(planted: Planted) -> None:
    add_check(planted, "expect(1).equals(1)")
    add_check(planted, "expect(1).equals(1)")
    fault = the_only(on_paper(planted, no_test_hides_another))
    assert fault.what.startswith("test_one_more is there twice")
    assert planted.suite.read_text().splitlines()[fault.line - 1].startswith("async def test_one_more")


def test_what_lies_among_the_answers_and_is_not_read_is_remarked_on(planted: Planted) -> None:
    (planted.key / "mutants" / "await-in-loop.txt").write_text("async def serve(): ...")
    (planted.key / "right" / "sub").mkdir()
    (planted.key / "right" / ".#two-steps.py").symlink_to("nowhere")  # an editor's lock
    told = [fault.file.name for fault in on_paper(planted, answers_have_names_that_are_read) if fault.file]
    assert told == ["sub", "await-in-loop.txt"]
    assert planted.verify().proved


def test_a_call_that_needs_arguments_is_refused(planted: Planted) -> None:
    planted.edit(planted.folder / "exercise.toml", ('call = ""', 'call = "serve"'))
    assert "no such function without arguments" in the_only(on_paper(planted, manifest_says_enough)).what


def test_a_suite_that_is_no_python_is_refused_with_its_line(planted: Planted) -> None:
    planted.edit(planted.suite, ("import asyncio\n", "import asyncio\ndef (:\n"))
    fault = the_only(planted.refused())
    assert fault.file == planted.suite
    assert fault.line


def test_a_file_that_is_left_empty_is_remarked_on(planted: Planted) -> None:
    planted.edit(planted.folder / "exercise.toml", ('chapter = "The chapter it belongs to"', 'chapter = ""'))
    fault = the_only(on_paper(planted, manifest_says_enough))
    assert (fault.what, fault.warning) == ("chapter is not filled in.", True)

"""What has to hold of an exercise once its answers have been graded."""

from __future__ import annotations

from collections.abc import Iterator

from grader.course.authoring.bench import Bench, Fault, Role, Trial
from grader.course.authoring.clocks import written
from grader.course.authoring.orders import as_options
from grader.course.authoring.proofs_on_paper import clock_fault
from grader.manifest import join, near_names
from grader.model import Level, Report, Status, Verdict

ENOUGH_RIGHT, ENOUGH_MUTANTS = 4, 6
MOST_CPU = 2.0  # seconds the suite's own process may use for one answer; about 0.05 is usual
MOST_POINTS = 100


def suite_works(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite that fails by itself, whatever the answer."""
    told = set()
    reports = [(trial, report) for trial in bench.trials for report in trial.reports]
    for trial, report in reports:
        problem = report.problem
        if report.outcome is Verdict.FAULT and problem and problem.details not in told:
            told.add(problem.details)
            yield Fault(
                what=f"The suite itself fails on {_name(trial)}: {'; '.join(problem.details.splitlines())}",
                fix=_mending(problem.details),
                file=bench.suite_path,
            )


def _mending(details: str) -> str:
    """Say what to do about a suite that fails by itself."""
    if "exercise.toml has [checks." in details:
        return "Name a test of the suite there, or take the table out of exercise.toml."
    if "No module named" in details:
        return "A suite is one file: write what it needs into it, or install the module beside the grader."
    return "Mend the suite; docs/suite-api.md says what one holds, and whose fault what is."


def stub_is_a_beginning(bench: Bench) -> Iterator[Fault]:
    """Refuse a stub that cannot be loaded, that passes, or that is not known for untouched."""
    for trial in bench.of(Role.STUB):
        report, path = trial.report, trial.answer.path
        if report.outcome is Verdict.UNGRADABLE and report.problem:
            line = report.problem.line
            fix = "A learner's first grading has to say what to do, not that the file is broken."
            yield Fault(what=f"The stub: {report.problem.headline}", fix=fix, file=path, line=line)
        elif report.outcome is Verdict.PASSED:
            fix = "Take the answer out of it, or have a check ask for what a learner is to write."
            yield Fault(what="The stub passes every check.", fix=fix, file=path)
        elif report.score:
            earned = ", ".join(check.id for check in report.checks if check.points)
            fix = "Have these checks ask for something that takes writing: points for nothing mislead."
            what = f"The untouched stub earns {report.score} of {report.max_score} points: {earned}."
            yield Fault(what=what, fix=fix, file=path)
        if not report.untouched:
            fix = "Leave nothing in its functions but docstrings, comments, `pass` or `...`."
            yield Fault(what="The stub is not recognised as untouched.", fix=fix, file=path)


def right_answers_pass(bench: Bench) -> Iterator[Fault]:
    """Refuse an exercise that fails its solution, or an answer its author calls right."""
    for trial in (*bench.of(Role.SOLUTION), *bench.of(Role.RIGHT)):
        if fault := _not_passed(trial, trial.report, ""):
            yield fault
            continue
        for schedule, report in trial.ordered:
            if fault := _not_passed(trial, report, f" under another legal order ({as_options(schedule)})"):
                yield fault


def _not_passed(trial: Trial, report: Report, when: str) -> Fault | None:
    if report.outcome in (Verdict.PASSED, Verdict.FAULT):
        return None
    kind = "The solution" if trial.answer.role is Role.SOLUTION else "A right answer"
    if report.problem is not None:
        why = report.problem.headline
    else:
        check = next(check for check in report.checks if check.status is not Status.PASSED)
        why = f"{check.id}: {check.fact}"
    fix = "Mend the check if it asks for more than the README says"
    fix += (
        ", the answer if it does less."
        if trial.answer.role is Role.SOLUTION
        else ", or move the file to mutants/."
    )
    return Fault(what=f"{kind} fails{when}: {why}", fix=fix, file=trial.answer.path)


def mutants_are_caught(bench: Bench) -> Iterator[Fault]:
    """Refuse a mutant that passes, or that is not told by the rule it is named for."""
    for trial in bench.of(Role.MUTANT):
        report, path, name = trial.report, trial.answer.path, trial.answer.path.stem
        first = report.findings[0].rule if report.findings else None
        if report.outcome is Verdict.PASSED:
            fix = "Write a check that fails it, or move it to right/ if it does what the README says."
            yield Fault(what="The mutant passes every check.", fix=fix, file=path)
        elif name not in bench.rules:
            near = near_names(name, bench.rules)
            meant = f" Near names: {join(near, 'or')}." if near else ""
            fix = "Name the file for the rule that sees the mistake (`grade rules` lists them), or write one."
            yield Fault(what=f"There is no rule called “{name}”.{meant}", fix=fix, file=path)
        elif first is None and report.outcome is Verdict.UNGRADABLE and report.problem:
            fix = "Mend the file: a mutant can be run, and has one mistake."
            what = f"The mutant cannot be run: {report.problem.headline}"
            yield Fault(what=what, fix=fix, file=path, line=report.problem.line)
        elif first != name and report.outcome is not Verdict.FAULT:
            found = "no rule" if first in (None, "not-recognised") else f"the rule {first}"
            others = [finding.rule for finding in report.findings[1:]]
            also = f" (then {join(others, 'and')})" if others else ""
            fix = "Make the mistake the only one in the file, or name the file for what is found."
            yield Fault(what=f"The mutant is explained by {found}{also}, not by {name}.", fix=fix, file=path)


def rules_hold_their_tongue(bench: Bench) -> Iterator[Fault]:
    """Refuse what contradicts a verdict: a mistake told of a right answer; and rules that break."""
    for trial in (*bench.of(Role.SOLUTION), *bench.of(Role.RIGHT)):
        told = [one.rule for one in trial.report.findings if one.level is Level.ESSENTIAL]
        if told and trial.report.outcome is Verdict.PASSED:
            what = f"A right answer is told a mistake: {join(told, 'and')}."
            fix = "Mend the rule if the mistake is not there, the answer if it is."
            yield Fault(what=what, fix=fix, file=trial.answer.path)
    for error in dict.fromkeys(error for trial in bench.trials for error in trial.report.rule_errors):
        what = f"The rule {error.rule} fails: {error.error}"
        fix = "Mend the rule; nobody loses points by it, and nobody learns from it either."
        yield Fault(what=what, fix=fix)


def checks_can_fail(bench: Bench) -> Iterator[Fault]:
    """Refuse a check that no mutant fails: nobody knows whether it can."""
    caught = {
        check.id
        for trial in bench.of(Role.MUTANT)
        for check in trial.report.checks
        if check.status is Status.FAILED
    }
    for trial in bench.of(Role.SOLUTION):
        for check in trial.report.checks:
            if check.id not in caught and check.status is not Status.ERROR:
                yield Fault(
                    what=f"Nothing can fail the check {check.id}: no mutant does.",
                    fix="Add a mutant with the mistake it is there for, or drop the check.",
                    file=bench.suite_path,
                    line=_line_of(bench.suite, check.id),
                )


def points_add_up(bench: Bench) -> Iterator[Fault]:
    """Refuse points and topics that the manifest and the suite do not agree on."""
    manifest = bench.exercise.folder / "exercise.toml"
    suite = bench.suite_path
    for trial in bench.of(Role.SOLUTION):
        report = trial.report
        given, listed = {check.topic for check in report.checks}, set(bench.exercise.topics)
        for check in report.checks:
            if not check.topic:
                fix = 'Mark it, for example @pytest.mark.topic("result"); points are added up by topic.'
                what = f"The check {check.id} has no topic."
                yield Fault(what=what, fix=fix, file=suite, line=_line_of(bench.suite, check.id))
        if report.checks and (more := sorted(given - listed - {""})):
            fix = f"Write them there: topics = {sorted(given - {''})}".replace("'", '"')
            yield Fault(
                what=f"topics leaves out {join(more, 'and')}, for which checks give points.",
                fix=fix,
                file=manifest,
            )
        if report.checks and (idle := sorted(listed - given)):
            fix = "Mark a check with it, or take it out."
            yield Fault(
                what=f"topics lists {join(idle, 'and')}, for which no check gives points.",
                fix=fix,
                file=manifest,
            )
        if report.max_score > MOST_POINTS:
            what = f"The checks give {report.max_score} points altogether."
            yield Fault(
                what=what, fix="10 is usual: one point is then worth something.", file=suite, warning=True
            )


def every_grading_is_the_same(bench: Bench) -> Iterator[Fault]:
    """Refuse an exercise whose reports differ from one grading to the next."""
    for trial in bench.trials:
        if trial.difference:
            yield Fault(
                what=f"{trial.repeated + 1} gradings of {_name(trial)} differ: {trial.difference}",
                fix="A verdict must not hang on chance. Look for `random`, sets, ids and clocks.",
                file=bench.suite_path,
            )


def no_clock_is_read(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite that read a real clock while it ran, by whatever name."""
    named = {read.line for read in written(bench.suite)}
    reads = {read for trial in bench.trials for read in trial.clock_reads if read.line not in named}
    for read in sorted(reads, key=lambda read: read.line):
        yield clock_fault(bench, read.what, read.line)


def nothing_hidden_is_shown(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite whose messages quote the key."""
    told = set()
    for trial in bench.trials:
        for leak in trial.leaks:
            if (leak.file, leak.line) in told:
                continue
            told.add((leak.file, leak.line))
            yield Fault(
                what=f"The report on {_name(trial)} shows a hidden line: {leak.text[:80]}",
                fix="Learners read that. Say what happened in words, without source, repr or traceback.",
                file=bench.exercise.key and bench.exercise.key / leak.file,
                line=leak.line,
            )


def grading_is_quick(bench: Bench) -> Iterator[Fault]:
    """Refuse a suite that takes too long for a whole course to be graded."""
    slowest = max(bench.trials, key=lambda trial: trial.cpu_seconds, default=None)
    if slowest is not None and slowest.cpu_seconds > MOST_CPU:
        yield Fault(
            what=f"The suite uses {slowest.cpu_seconds:.1f} s of processor time for {_name(slowest)}; "
            f"{MOST_CPU:g} s is the most.",
            fix="Let virtual time do the waiting, ask for fewer runs, have collaborators compute less.",
            file=bench.suite_path,
        )


def answers_are_enough(bench: Bench) -> Iterator[Fault]:
    """Remark on a key with so few answers that the suite is hardly tried."""
    for role, folder, enough, fix in (
        (
            Role.RIGHT,
            "right",
            ENOUGH_RIGHT,
            "Add an answer for each other way to do it: those must never fail.",
        ),
        (Role.MUTANT, "mutants", ENOUGH_MUTANTS, "Add one for each mistake that learners may make."),
    ):
        if (found := len(bench.of(role))) < enough:
            files = "1 file" if found == 1 else f"{found or 'no'} files"
            what = f"{folder}/ has {files}; it takes {enough} or more to try a suite well."
            yield Fault(
                what=what, fix=fix, file=bench.exercise.key and bench.exercise.key / folder, warning=True
            )


def _name(trial: Trial) -> str:
    path = trial.answer.path
    return {Role.SOLUTION: "the solution", Role.STUB: "the stub"}.get(
        trial.answer.role, f"{path.parent.name}/{path.name}"
    )


def _line_of(suite: str, check: str) -> int | None:
    name = check.partition("[")[0]
    lines = suite.splitlines()
    return next((number for number, line in enumerate(lines, start=1) if f"def {name}(" in line), None)

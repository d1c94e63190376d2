"""What the solution's own run looks like, to be drawn beside an answer's."""

from __future__ import annotations

from grader.judge.record import run_record, without_source
from grader.judge.trace import Trace
from grader.model import Exercise, Outcome, Problem, RunRecord
from grader.run.host.runs import run_alone
from grader.run.sandbox.process import Launcher
from grader.submission import decode


def reference(exercise: Exercise, launcher: Launcher) -> RunRecord | None:
    """Run the solution's call; return what it looked like, without a word of its source.

    None when there is nothing to call, no solution, or one that does not finish.  Raises LauncherDied.
    """
    solution = exercise.key / exercise.file if exercise.key else None
    if not exercise.call or solution is None or not solution.is_file():
        return None
    answer = decode(solution.read_bytes(), exercise.file)
    if isinstance(answer, Problem):
        return None
    run = run_alone(launcher, answer, exercise.call, file=exercise.file, limits=exercise.limits)
    return without_source(run_record(run, Trace(run), "")) if run.outcome is Outcome.FINISHED else None

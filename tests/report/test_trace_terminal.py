import pytest

from grader.model import Outcome, RunRecord
from grader.report.trace_terminal import trace_terminal
from tests.report import golden, records
from tests.report.awkward import hostile
from tests.report.samples import raised

RUNS = {
    "sequential": (records.sequential_run(), records.SEQUENTIAL),
    "blocking": (records.blocking_run(), records.BLOCKING),
    "deadlock": (records.deadlock_run(), records.DEADLOCK),
    "never-awaited": (records.never_awaited_run(), records.NEVER),
    "left-behind": (records.left_behind_run(), ""),
    "raised": (raised().runs[0], records.SEQUENTIAL),
    "hostile": (hostile().runs[0], hostile().source),
    "crowded": (records.crowded_run(), ""),
}


@pytest.mark.parametrize("kind", RUNS)
def test_trace_text_is_the_golden_one(kind: str) -> None:
    run, source = RUNS[kind]
    golden.check(f"trace-{kind}.txt", trace_terminal(run, title="program.py", source=source))


@pytest.mark.parametrize("kind", RUNS)
def test_an_ascii_terminal_gets_ascii(kind: str) -> None:
    run, source = RUNS[kind]
    assert trace_terminal(run, title="program.py", source=source, ascii=True).isascii()


def test_a_blocked_loop_names_the_line_and_the_time() -> None:
    text = trace_terminal(records.blocking_run(), title="p.py", source=records.BLOCKING)
    assert "The event loop was blocked for 6 s" in text
    assert "line 7: time.sleep(2): 3 × 2 s = 6 s" in text  # noqa: RUF001 - the sign that is printed


def test_a_run_without_anything_is_still_told() -> None:
    empty = RunRecord(call="main()", outcome=Outcome.FINISHED, elapsed=0.0)
    assert trace_terminal(empty, title="p.py") == "[Finished]  p.py\nmain() took 0 s\n"

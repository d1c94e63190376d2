import pytest

from grader.model import Outcome, RunRecord, Traced
from grader.report.trace_terminal import trace_terminal
from tests.report import golden, records
from tests.report.awkward import hostile
from tests.report.samples import blocking, raised

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
    golden.check(f"trace-{kind}.txt", trace_terminal(Traced(run=run), title="program.py", source=source))


@pytest.mark.parametrize("kind", RUNS)
def test_an_ascii_terminal_gets_ascii(kind: str) -> None:
    run, source = RUNS[kind]
    assert trace_terminal(Traced(run=run), title="program.py", source=source, ascii=True).isascii()


def test_a_blocked_loop_names_the_line_and_the_time() -> None:
    text = trace_terminal(Traced(run=records.blocking_run()), title="p.py", source=records.BLOCKING)
    assert "The event loop was blocked for 6 s" in text
    assert "line 7: time.sleep(2): 3 × 2 s = 6 s" in text  # noqa: RUF001 - the sign that is printed


def test_what_the_rules_say_comes_before_what_stands_out() -> None:
    traced = Traced(run=records.blocking_run(), findings=blocking().findings)
    text = trace_terminal(traced, title="p.py", source=records.BLOCKING)
    first, also = text.index("Look here first  p.py, line 7"), text.index("Also  p.py, line 2")
    assert first < also < text.index("The event loop was blocked")


def test_a_run_without_anything_is_still_told() -> None:
    empty = RunRecord(call="main()", outcome=Outcome.FINISHED, elapsed=0.0)
    assert trace_terminal(Traced(run=empty), title="p.py") == "[Finished]  p.py\nmain() took 0 s\n"

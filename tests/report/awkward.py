"""Reports that nobody should meet: one full of attacks, one far too large."""

from __future__ import annotations

from grader.model import (
    Blocked,
    CheckResult,
    Fact,
    NeverAwaited,
    Outcome,
    Report,
    RuleFault,
    RunError,
    Span,
    Status,
    Timeline,
)
from tests.report import records
from tests.report.records import REFERENCE, lane, place, task, wait, waiting
from tests.report.samples import checks, essential, report

MARKUP = '"><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}{% raw %}'
MARKS = (
    "\x1b[31mred\x1b[0m \x00 \u202etxt.exe\u202c ``` ````` "
    "[a](javascript:alert(1)) @everyone =cmd|'/c calc'!A1 \udc80"
)
EVIL = MARKUP + MARKS


def hostile() -> Report:
    """A learner who writes everything into everything."""
    source = f"# {MARKUP}\n# {MARKS}\nawait x  # </style><style>*{{display:none}}\n" + "x" * 5000 + "\n"
    error = RunError(type=EVIL, message=EVIL, line=3, function=EVIL, traceback=f"{EVIL}\n{EVIL}")
    spans = (waiting(0.0, 6.0, EVIL, 3, EVIL), Span(start=-1.0, end=9e9, state=EVIL, label=EVIL))
    lanes = (
        lane("e", EVIL, *spans, note=EVIL, ended=6.0, how="raised"),
        *records.sequential_run().timeline.lanes,
    )
    run = records.sequential_run(
        call=EVIL,
        outcome=Outcome.RAISED,
        error=error,
        value=EVIL,
        reason=EVIL,
        stdout=EVIL + "\n" + "~" * 90_000,
        stderr=EVIL,
        stuck=EVIL,
        tasks=(
            task(
                1, EVIL, wait(0.0, 6.0, EVIL, EVIL, 3), ended=6.0, how=EVIL, error=error, value=EVIL, via=EVIL
            ),
        ),
        blocked=(Blocked(start=0.0, end=6.0, what=EVIL, place=place(3)),),
        never_awaited=(NeverAwaited(name=EVIL, message=EVIL, place=place(3)),),
        timeline=Timeline(duration=6.0, lanes=lanes),
    )
    finding = essential(
        EVIL,
        EVIL,
        *(3, 1, 6),
        facts=(Fact(at=0.0, text=EVIL),),
        why=EVIL,
        hints=(EVIL, "[a](javascript:alert(1)) <b>x</b> ![i](https://example.org/i.png)"),
        docs="javascript:alert(1)",
        belief=EVIL,
        python_says=EVIL,
        places=(place(3), place(4)),
    )
    said = {"topic": EVIL, "fact": EVIL, "advice": EVIL, "expected": EVIL, "actual": EVIL, "because": EVIL}
    check = CheckResult(id="t", title=EVIL, status=Status.FAILED, max_points=10, runs=(0,), **said)
    faults = (RuleFault(rule=EVIL, error=EVIL),)
    texts = {"title": EVIL, "file": EVIL, "source": source}
    return report(
        checks=(check,), findings=(finding,), runs=(run,), reference=REFERENCE, rule_errors=faults, **texts
    )


def crowded() -> Report:
    """Far more than a page can show."""
    failed = {"fact": "The program takes 166 h 40 min."}
    return report(checks=checks(total_time=failed), runs=(records.crowded_run(),), reference=REFERENCE)


AWKWARD = {"hostile": hostile, "crowded": crowded}

from dataclasses import replace

from grader.report.encoding import to_json
from grader.report.lms.conformance import HOSTILE
from grader.report.lms.harmless import harmless
from tests.report.awkward import crowded, hostile
from tests.report.samples import sequential


def test_what_is_harmless_stays_the_very_same_record() -> None:
    report = sequential()
    after = harmless(report, 20_000)
    assert after.checks is report.checks
    assert after.runs[0].timeline is report.runs[0].timeline


def test_nothing_that_acts_is_left_anywhere_in_a_report() -> None:
    """Lanes of drawings and rules that failed among it, whoever reads them."""
    written = to_json(harmless(hostile(), 20_000))
    assert not [
        code for code in ("\\u0000", "\\u001b", "\\udc80", "\\u202e") if code in written.replace("\\\\", "")
    ]


def test_long_texts_are_cut_with_a_mark_but_for_the_answer_itself() -> None:
    report = harmless(hostile(), 100)
    assert report.runs[0].stdout.endswith("more characters")
    assert len(report.runs[0].stdout) < 600
    assert "x" * 5000 in report.source
    assert len(harmless(crowded(), 40).runs[0].timeline.lanes[0].name) < 80


def test_a_name_is_one_line() -> None:
    report = sequential()
    check = replace(report.checks[0], title=HOSTILE)
    (cleaned,) = harmless(replace(report, checks=(check,)), 20_000).checks
    assert "\n" not in cleaned.title

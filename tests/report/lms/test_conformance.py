import json
from dataclasses import replace

import pytest

from grader.report.lms import Writer, load
from grader.report.lms.conformance import CANARY, complaints
from tests.report.lms.conftest import RUNNER

BAD = Writer(
    name="bad",
    api_version=1,
    summary="Keeps no rule.",
    render=lambda report, options: json.dumps([check.fact for check in report.checks]).encode(),
    files={"bad.json": "bad.json"},
    media_type="application/json",
)


def test_every_writer_keeps_the_rules(writer: str) -> None:
    assert complaints(load(writer), RUNNER) == []


def test_a_writer_of_plain_texts_keeps_them_too() -> None:
    """What is dangerous in any format has been taken out before a writer sees it."""
    assert complaints(BAD) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"render": lambda report, options: b"{"}, "all passed: bad.json is not application/json"),
        ({"render": lambda report, options: b'{"x": NaN}'}, "NaN is not JSON"),
        ({"render": lambda report, options: b"\xff"}, "bad.json is not UTF-8"),
        ({"render": lambda report, options: b'"\\u0000"'}, "U+0000, escaped"),
        ({"render": lambda report, options: {"other": b"{}"}}, "which `files` does not name"),
        ({"render": lambda report, options: 1 / 0}, "render raised"),
        ({"render": lambda report, options: CANARY.encode(), "media_type": "text/plain"}, "what is hidden"),
        ({"limit": 10}, "more than its limit of 10"),
        ({"media_type": "application/xml"}, "not application/xml"),
        ({"api_version": 2}, "api_version is 2, not 1"),
        ({"name": "No Name"}, "not of small letters"),
        ({"summary": "two\nlines"}, "not one line"),
        ({"pending": lambda: b"no json"}, "pending is not application/json"),
    ],
)
def test_what_breaks_a_rule_is_named(change: dict[str, object], complaint: str) -> None:
    assert any(complaint in said for said in complaints(replace(BAD, **change)))


def test_the_hidden_is_hidden_from_learners_by_us_and_from_others_by_the_platform() -> None:
    def shows(audience: str) -> bool:
        everything = replace(BAD, audience=audience, render=lambda report, options: repr(report).encode())
        said = complaints(replace(everything, media_type="text/plain"))
        assert not [line for line in said if "learner" in line]
        from grader.report.lms import drawn
        from grader.report.lms.conformance import reports

        return any(CANARY.encode() in data for data in drawn(everything, reports()["hidden checks"]).values())

    assert not shows("learner")
    assert shows("platform")
    assert shows("staff")

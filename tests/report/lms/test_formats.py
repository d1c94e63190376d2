"""Each format keeps the rules of its platform, for every report, in small checks of our own."""

import json
import re
from fractions import Fraction
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt

from grader.report.lms import MissingOption, drawn, load
from tests.report.lms.conftest import REPORTS, RUNNER, draw

GRADED = [name for name, report in REPORTS.items() if report.outcome in ("passed", "failed")]
UNGRADABLE = [name for name, report in REPORTS.items() if report.outcome == "ungradable"]
FAULTS = [name for name, report in REPORTS.items() if report.outcome == "fault"]


def read(writer: str, case: str, **options: str) -> Any:
    return json.loads(draw(writer, case, **options))


# ---- Gradescope and Codio ------------------------------------------------------------------------


@pytest.mark.parametrize("name_of", ["gradescope", "codio"])
def test_gradescope_gets_whole_points_per_test_and_a_format_for_every_text(name_of: str, case: str) -> None:
    results = read(name_of, case)
    assert "score" not in results  # Codio would take it as a percentage
    assert {results[f] for f in ("output_format", "test_output_format", "test_name_format")} == {"html"}
    tests = results["tests"]
    assert tests
    for test in tests:
        assert type(test["score"]) is type(test["max_score"]) is int
        assert 0 <= test["score"] <= test["max_score"]
        assert (test["status"] == "passed") == (test["score"] == test["max_score"] and not test["output"])
        assert (test["name_format"], test["output_format"]) == ("html", "html")
        for text in (test["name"], test["output"], results["output"]):
            assert set(re.findall(r"</?(\w+)", text)) <= {"pre"}
    assert sum(test["max_score"] for test in tests) > 0  # Codio would divide by it


def test_gradescope_hides_what_is_hidden() -> None:
    tests = read("gradescope", "hidden checks")["tests"]
    seen = [test["visibility"] for test in tests]
    assert seen == ["visible"] * 4 + ["after_published", "hidden"]
    open_texts = [test["name"] + test["output"] for test in tests if test["visibility"] == "visible"]
    assert not [
        text for text in (*open_texts, read("gradescope", "hidden checks")["output"]) if "canary" in text
    ]
    assert "canary" in tests[-1]["output"]


@pytest.mark.parametrize("case_of", UNGRADABLE)
def test_gradescope_shows_one_failed_test_for_a_file_that_cannot_be_run(case_of: str) -> None:
    (test,) = read("gradescope", case_of)["tests"]
    assert (test["visibility"], test["score"]) == ("visible", 0)
    assert test["name"] == "The file can be run."
    assert "SyntaxError on line 5" in test["output"]


@pytest.mark.parametrize("case_of", FAULTS)
def test_gradescope_shows_our_fault_and_keeps_its_details_for_the_instructor(case_of: str) -> None:
    seen, hidden = read("gradescope", case_of)["tests"]
    assert (seen["name"], seen["visibility"]) == ("The autograder failed", "visible")
    assert (hidden["visibility"], hidden["max_score"]) == ("hidden", 0)
    assert "line 12 of the suite" in hidden["output"]
    assert len(read("codio", case_of)["tests"]) == 1


def test_a_pending_file_says_that_nothing_is_known_yet() -> None:
    pending = load("gradescope").pending
    assert pending is not None
    (test,) = json.loads(pending())["tests"]
    assert (test["score"], test["max_score"]) == (0, 1)
    assert test["name"] == "The autograder has not finished"


# ---- Classroom 50 --------------------------------------------------------------------------------

KEYS = {
    *("schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release"),
    *("review", "datetime", "score", "max-score", "tests"),
}


def test_classroom50_gets_its_keys_and_sums_that_agree(case: str) -> None:
    result = read("classroom50", case)
    assert set(result) == KEYS
    assert (result["schema"], result["owner"]) == ("classroom50/result/v1", "learner-one")
    assert (result["assignment_type"], result["review"]) == ("individual", RUNNER["COMMIT_URL"])
    assert result["datetime"] == "2026-07-07T10:52:47Z"
    assert result["tests"]  # without any it would read as a success
    for key in ("score", "max-score"):
        assert all(type(test[key]) is int and test[key] >= 0 for test in result["tests"])
        assert result[key] == sum(test[key] for test in result["tests"])
    assert all(test["test-name"] and type(test["passed"]) is bool for test in result["tests"])
    assert all(test["passed"] for test in result["tests"]) == (REPORTS[case].outcome == "passed")


@pytest.mark.parametrize("missing", sorted(RUNNER))
def test_classroom50_needs_to_know_whose_submission_it_is(missing: str) -> None:
    with pytest.raises(MissingOption, match=missing):
        drawn(load("classroom50"), REPORTS["mixed"], {**RUNNER, missing: ""})
    with pytest.raises(MissingOption, match="submit/"):
        drawn(load("classroom50"), REPORTS["mixed"], {**RUNNER, "SUBMISSION_TAG": "v1"})


# ---- GitHub --------------------------------------------------------------------------------------


def commands(log: str) -> list[str]:
    """What a runner would carry out: commands begin a line, blanks before them do not count."""
    found, stopped = [], ""
    for line in re.split(r"\r\n|\r|\n", log):
        command = re.match(r"\s*::([\w-]+)(.*?)::(.*)", line)
        if stopped:
            stopped = "" if line.strip() == f"::{stopped}::" else stopped
        elif command and command[1] == "stop-commands":
            stopped = command[3]
        elif command or "##[" in line:
            found.append(line)
    assert not stopped
    return found


@pytest.mark.parametrize("writer_case", REPORTS)
def test_a_log_has_no_commands_but_ours_and_no_more_than_are_shown(writer_case: str) -> None:
    found = commands(draw("github", writer_case, "log.txt", path="exercises/exercise.py"))
    assert all(
        re.match(r"::(error|notice) file=exercises/exercise.py,(line=\d+,)?title=[^:,]+::.", one)
        for one in found
    )
    assert sum(one.startswith("::error") for one in found) <= 10
    assert bool(found) == (REPORTS[writer_case].outcome != "passed")


def test_annotations_stand_at_the_line_of_their_finding() -> None:
    errors = [one for one in commands(draw("github", "mixed", "log.txt")) if one.startswith("::error")]
    assert errors == [
        "::error file=exercise.py,line=5,title=Check slow holds.::"
        "main() took 6 s.%0AExpected: 2 s%0AThe run gave: 6 s%0AStart all."
    ]
    assert "line=5,title=The file cannot be run::" in draw("github", "ungradable", "log.txt")


@pytest.mark.parametrize(
    ("writer_of", "file"), [("github", "summary.md"), ("classroom50", "release-body.md")]
)
def test_a_summary_has_no_markup_but_ours(writer_of: str, file: str, case: str) -> None:
    page = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(draw(writer_of, case, file))
    tags = set(re.findall(r"</?([a-z0-9]+)", page))
    assert tags <= {
        *("h2", "h3", "p", "strong", "em", "code", "pre", "ul", "li", "details", "summary", "blockquote"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert page.count("<h2>") == 1
    assert all(
        re.match("Look here first|Also|What ran when|Worth a look", one)
        for one in re.findall("<h3>(.*)", page)
    )


# ---- JUnit ---------------------------------------------------------------------------------------

ATTRIBUTES = {
    "testsuites": {"tests", "failures", "errors", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"classname", "name", "time"},
    "properties": set[str](),
    "property": {"name", "value"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"type", "message"},
    "system-out": set[str](),
}


def test_junit_is_as_strict_readers_want_it(case: str) -> None:
    root = ET.fromstring(draw("junit", case))
    for element in root.iter():
        assert set(element.attrib) <= ATTRIBUTES[element.tag]
        assert re.fullmatch(r"\d+\.\d{3}", element.get("time", "0.000"))
    (suite,) = root
    cases = suite.findall("testcase")
    assert len({one.get("name") for one in cases}) == len(cases) == int(suite.get("tests", "0"))
    assert all(len(one) <= 1 for one in cases)
    for inside, count in (("failure", "failures"), ("error", "errors"), ("skipped", "skipped")):
        assert len(suite.findall(f"testcase/{inside}")) == int(suite.get(count, "-1"))
    bad = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
    assert (bad == 0) == (REPORTS[case].outcome == "passed")


@pytest.mark.parametrize("case_of", [*UNGRADABLE, *FAULTS])
def test_junit_has_an_error_on_each_test_when_nothing_was_judged(case_of: str) -> None:
    cases = ET.fromstring(draw("junit", case_of)).findall("testsuite/testcase")
    assert [one[0].tag for one in cases] == ["error"] * len(cases)


# ---- PrairieLearn, Exercism ----------------------------------------------------------------------


def test_prairielearn_gets_a_share_or_is_told_that_nothing_can_be_graded(case: str) -> None:
    results = read("prairielearn", case)
    assert "succeeded" not in results  # false would count against the learner
    assert ("score" in results) == (case in GRADED) == results["gradable"]
    assert results["message"]
    if case in GRADED:
        report = REPORTS[case]
        assert results["score"] == report.score / report.max_score
        assert sum(test["points"] for test in results["tests"]) == report.score
    assert ("format_errors" in results) == (case in UNGRADABLE)


def test_exercism_gets_a_message_wherever_something_is_amiss(case: str) -> None:
    results = read("exercism", case)
    assert results["version"] == 3
    assert results["status"] == {"passed": "pass", "failed": "fail"}.get(REPORTS[case].outcome, "error")
    if results["status"] == "error":
        assert 0 < len(results["message"]) <= 65_535
        assert "tests" not in results
    for test in results.get("tests", ()):
        assert test["status"] in ("pass", "fail", "error")
        assert test["status"] == "pass" or 0 < len(test["message"]) <= 65_535
        assert len(test.get("output", "")) <= 500
        assert "test_code" not in test


# ---- CodeGrade, CodeRunner, VPL ------------------------------------------------------------------


def test_codegrade_gets_tests_then_points(case: str) -> None:
    lines = [json.loads(line) for line in draw("codegrade", case).splitlines()]
    assert [line["tag"] for line in lines] == ["unit-test", "points"][: 1 if case in FAULTS else 2]
    tests = lines[0]["results"][0]["testCases"]
    assert tests
    assert {test["status"] for test in tests} <= {"success", "failure", "skipped"}
    assert all(test["status"] == "success" or test["reason"] for test in tests)
    if case not in FAULTS:
        assert re.fullmatch(r"\d+(/[1-9]\d*)?", lines[1]["points"])
        report = REPORTS[case]
        assert Fraction(lines[1]["points"]) == (
            Fraction(report.score, report.max_score) if report.max_score else 0
        )


def test_coderunner_never_gives_marks_for_nothing_and_hides_rows(case: str) -> None:
    outcome = read("coderunner", case)
    assert set(outcome) <= {"fraction", "prologuehtml", "epiloguehtml", "instructorhtml", "testresults"}
    assert outcome["fraction"] == (REPORTS[case].score / REPORTS[case].max_score if case in GRADED else 0)
    header, *rows = outcome.get("testresults", [["iscorrect", "ishidden"]])
    hidden = header.index("ishidden")
    assert all(len(row) == len(header) for row in rows)
    assert len(rows) == (len(REPORTS[case].checks) if case in GRADED else 0)
    open_text = json.dumps([row for row in rows if not row[hidden]]) + outcome["prologuehtml"]
    assert "canary" not in open_text
    for key in ("prologuehtml", "epiloguehtml", "instructorhtml"):
        assert set(re.findall(r"</?(\w+)", outcome.get(key, ""))) <= {"p", "pre"}


def test_vpl_finds_one_grade_the_last_line_and_it_is_ours(case: str) -> None:
    text = draw("vpl", case, VPL_GRADEMIN="0", VPL_GRADEMAX="10")
    grades = re.findall(r"^Grade :=>>(.*)$", text, re.MULTILINE)
    if case in FAULTS:
        assert grades == []
    else:
        report = REPORTS[case]
        assert grades == [f"{10 * report.score / report.max_score if report.max_score else 0:.2f}"]
        assert text.endswith(f"Grade :=>>{grades[0]}\n")
    assert len(re.findall(r":=>>", text)) == len(grades)
    assert (text.count("<|--"), text.count("--|>")) == (1, 1)
    titles = [line for line in text.splitlines() if line.startswith("-") and line != "--|>"]
    assert not [line for line in titles if line.startswith("-forged")]


def test_vpl_takes_its_own_scale() -> None:
    assert draw("vpl", "mixed", VPL_GRADEMIN="", VPL_GRADEMAX="").endswith("Grade :=>>2.00\n")
    assert draw("vpl", "mixed", VPL_GRADEMIN="10", VPL_GRADEMAX="70").endswith("Grade :=>>30.00\n")
    with pytest.raises(MissingOption, match="VPL_GRADEMAX is 'ten', not a number"):
        draw("vpl", "mixed", VPL_GRADEMAX="ten")


# ---- check50, GitLab, SARIF ----------------------------------------------------------------------


def test_check50_says_null_of_what_was_not_tried(case: str) -> None:
    outcome = read("check50", case)
    assert set(outcome) == {"slug", "version", "error" if case in FAULTS else "results"}
    results = outcome.get("results", [])
    for result in results:
        assert result["passed"] in (True, False, None)
        assert (result["cause"] is None) == (result["passed"] is True)
        assert result["dependency"] in {None, *(one["name"] for one in results)}
    if case in UNGRADABLE:
        assert [one["passed"] for one in results] == [False] + [None] * (len(results) - 1)


def test_gitlab_finds_each_issue_at_a_line_of_a_file_of_the_repository(case: str) -> None:
    issues = read("gitlab-codequality", case, path="./exercises/exercise.py")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    for issue in issues:
        assert issue["location"] == {
            "path": "exercises/exercise.py",
            "lines": {"begin": 5},
        }
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["description"]
    assert (len(issues) == 0) == (
        case in ("all passed", *FAULTS, "hidden checks", "only hidden checks", "far too long")
    )


def test_sarif_describes_every_rule_it_names(case: str) -> None:
    log = read("sarif", case)
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} == rules
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["fullDescription"]["text"]
        assert rule["help"]["text"]
    for result in run["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[\w.~%/-]+", place["artifactLocation"]["uri"])
        assert all(value >= 1 for value in place["region"].values())
    assert run["invocations"][0]["executionSuccessful"] == (case not in FAULTS)

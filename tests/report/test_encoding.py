import copy
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from grader.model import Report, Traced
from grader.report import TRACE_FORMATS, render, render_trace
from grader.report.encoding import (
    from_json,
    run_from_json,
    run_to_json,
    schema,
    to_json,
    trace_schema,
)
from grader.report.html import html
from tests.report import records
from tests.report.samples import blocking, deadlock, sequential

DESIGNED = """schema_version grader_version exercise title file sha256 outcome score max_score untouched
first_step call notes problem checks findings rule_errors runs reference isolation suite source"""


def closed(node: Any) -> Any:
    """Forbid what the schema does not name.  Shipped, it is open for later keys; here it finds mistakes."""
    if isinstance(node, dict):
        node = {key: closed(value) for key, value in node.items()}
        if "properties" in node:
            node["additionalProperties"] = False
    elif isinstance(node, list):
        node = [closed(item) for item in node]
    return node


def test_a_report_survives_the_way_through_json(name: str, sample: Report) -> None:
    text = to_json(sample)
    assert from_json(text) == sample
    assert to_json(from_json(text)) == text


def test_every_format_can_be_drawn_again_from_the_json(name: str, sample: Report) -> None:
    again = from_json(to_json(sample))
    assert html(again) == html(sample)
    for format in ("terminal", "markdown"):  # noqa: A001 - the word of the option
        assert render(again, format) == render(sample, format)


def test_the_json_keeps_to_its_schema(name: str, sample: Report) -> None:
    Draft202012Validator(closed(schema())).validate(json.loads(to_json(sample)))


def test_the_schema_is_a_schema_and_open_for_later_keys() -> None:
    Draft202012Validator.check_schema(schema())
    later = json.loads(to_json(sequential())) | {"later": 1}
    Draft202012Validator(schema()).validate(later)
    assert from_json(json.dumps(later)) == sequential()


def test_the_json_of_a_trace_has_the_run_of_a_report() -> None:
    run = records.deadlock_run()
    traced = Traced(run=run, findings=deadlock().findings, rule_errors=blocking().rule_errors)
    text = run_to_json(traced, file="program.py", source=records.DEADLOCK)
    Draft202012Validator(closed(trace_schema())).validate(json.loads(text))
    assert run_from_json(text) == run
    [drawn] = json.loads(to_json(sequential()))["runs"][:1]
    assert list(json.loads(text)["run"]) == list(drawn)


def test_keys_stand_in_one_order_and_the_text_is_ascii() -> None:
    text = to_json(sequential())
    assert list(json.loads(text)) == DESIGNED.split()
    assert text.isascii()
    assert text.endswith("}\n")


def test_facts_are_written_as_the_design_says() -> None:
    finding = json.loads(to_json(sequential()))["findings"][0]
    assert set(finding["facts"][0]) == {"at", "text"}


def changed(**changes: Any) -> str:
    return json.dumps(json.loads(to_json(sequential())) | changes)


RUN = json.loads(to_json(sequential()))["runs"][0]


def test_bad_input_is_refused_by_the_name_of_the_field() -> None:
    deep = copy.deepcopy(RUN)
    deep["tasks"][0]["waits"][1]["place"]["line"] = "15"
    cases = {
        changed(sha256=3): "sha256: a whole number, expected a string",
        changed(outcome="won"): "outcome: 'won' is none of passed, failed, ungradable, fault",
        changed(isolation=None): "isolation: null, expected an object",
        changed(isolation={}): "isolation.level: missing",
        changed(checks={}): "checks: an object, expected a list",
        changed(untouched=1): "untouched: a whole number, expected true or false",
        changed(max_score=True): "max_score: true or false, expected a whole number",
        changed(
            runs=[RUN, deep]
        ): r"runs\[1\].tasks\[0\].waits\[1\].place.line: a string, expected a whole number",
        changed(runs=[RUN | {"elapsed": "6"}]): r"runs\[0\].elapsed: a string, expected a number",
        changed(runs=[RUN | {"elapsed": 10**400}]): r"runs\[0\].elapsed: the number is too large",
        changed(score=11): "score: 11 is not the sum of the checks' points, 5",
        changed(schema_version=2): "schema_version: 2, this grader reads 1",
        changed(schema_version=True): "schema_version: True, this grader reads 1",
        "[]": "the JSON holds a list, not an object",
        '{"schema_version": NaN}': "NaN is not a JSON number",
        "{": "Expecting property name",
        "[" * 100_000: "nested too deeply",
    }
    for text, words in cases.items():
        with pytest.raises(ValueError, match=words):
            from_json(text)


def test_a_run_without_run_is_refused() -> None:
    with pytest.raises(ValueError, match="run: missing"):
        run_from_json('{"schema_version": 1}')


def test_formats_are_found_by_name_and_others_refused() -> None:
    assert render(sequential(), "json") == to_json(sequential())
    run = records.together_run()
    drawn = {
        name: render_trace(Traced(run=run), name, title="p.py") for name in TRACE_FORMATS if name != "json"
    }
    assert all(drawn.values())
    assert render_trace(Traced(run=run), "json", file="p.py") == run_to_json(Traced(run=run), file="p.py")
    with pytest.raises(ValueError, match="no format named 'pdf'; there are terminal, markdown, html, json"):
        render(sequential(), "pdf")

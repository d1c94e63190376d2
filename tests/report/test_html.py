import re
from dataclasses import replace

import pytest

from grader.model import Isolation, Report, RunRecord, Traced
from grader.report.html import html, trace_html
from tests.report import records
from tests.report.awkward import hostile
from tests.report.pages import Page
from tests.report.samples import (
    await_outside,
    blocking,
    deadlock,
    fault,
    never_awaited,
    no_function,
    passed,
    sequential,
    sibling_schedules,
    syntax_error,
    untouched,
)

TRACES = {
    "blocking": records.blocking_run(),
    "deadlock": records.deadlock_run(),
    "never-awaited": records.never_awaited_run(),
    "left-behind": records.left_behind_run(),
    "hostile": hostile().runs[0],
}


def test_pages_are_well_formed_and_reach_for_nothing(name: str, sample: Report) -> None:
    text = html(sample)
    page = Page(text)
    tags = {element.tag for element in page.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "foreignobject"}
    assert len(page.find("style")) == 1
    assert not [key for one in page.elements for key in one.attributes if key.startswith("on")]
    links = [one.attributes["href"] for one in page.elements if "href" in one.attributes]
    assert all(link.startswith(("#", "https://")) for link in links)
    assert not re.search(r"@import|url\((?!#)", page.find("style")[0].text)
    text.encode("utf-8")  # no lone surrogates


def test_the_same_report_gives_the_same_bytes(name: str, sample: Report) -> None:
    assert html(sample) == html(sample)


def test_ids_are_unique_and_references_lead_somewhere(name: str, sample: Report) -> None:
    page = Page(html(sample))
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    for one in page.elements:
        assert set(one.attributes.get("aria-labelledby", "").split()) <= set(ids)
        assert (
            one.attributes.get("href", "").removeprefix("#") in {*ids, ""} or "://" in one.attributes["href"]
        )


def test_a_policy_forbids_scripts_and_requests() -> None:
    policies = [
        one.attributes["content"]
        for one in Page(html(passed())).find("meta")
        if "http-equiv" in one.attributes
    ]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"]


@pytest.mark.parametrize(
    ("report", "word", "headline"),
    [
        (passed(), "Done 10 of 10 points", "All 5 checks have passed: main() took 2 s."),
        (
            sequential(),
            "Not yet 5 of 10 points",
            "The three fetches ran one after another: 6 s, where 2 s is enough.",
        ),
        (
            blocking(),
            "Nearly there 8 of 10 points",
            "time.sleep() held the event loop for 6 s; no other task could run.",
        ),
        (untouched(), "Not started", "exercise.py is still the stub that the exercise starts with."),
        (syntax_error(), "Cannot run yet", "Python cannot read line 6."),
        (fault(), "Grader fault", "The hidden suite of exercise-02 could not start."),
    ],
)
def test_the_verdict_comes_first(report: Report, word: str, headline: str) -> None:
    page = Page(html(report))
    assert [spaced(one.parts) for one in page.find("p", "word")] == [word]
    assert page.texts("p", "headline") == [headline]


def test_both_timelines_share_an_axis_and_say_what_is_saved() -> None:
    page = Page(html(sequential()))
    run, solution = page.find("figure", "timeline")[:2]
    assert "This program" in run.text
    assert "4 s lie right of the dashed line" in run.text
    assert "A solution" in solution.text
    assert "4 s saved" in solution.text
    axes = [one.text for one in page.find("svg", "axis")]
    assert axes[0] == axes[1] == "0 s1 s2 s3 s4 s5 s6 s"


def test_every_wait_names_its_line_and_the_solution_shows_no_source() -> None:
    page = Page(html(replace(sequential(), runs=(records.sequential_run(),))))
    titles = [text for text in page.texts("title") if "waits for" in text]
    ours = [text for text in titles if "line" in text]
    assert "0 s to 2 s: waits for asyncio.sleep(2) (line 6 | await asyncio.sleep(2))" in ours
    assert sum("(line 6 | " in text for text in ours) == sum("(line 15 | " in text for text in ours) == 3
    assert [text for text in titles if text not in ours] == [
        "0 s to 2 s: waits for gather of 3 tasks",
        *["0 s to 2 s: waits for asyncio.sleep(2)"] * 3,
    ]


def test_the_table_says_the_same_as_the_drawing() -> None:
    page = Page(html(deadlock()))
    [table] = page.find("table")
    assert "main() 0 s never waits for the tasks of a TaskGroup, for ever 18" in spaced(table.parts)
    assert "consumer(<Queue>) 3 s never waits for queue.get(), for ever 12" in spaced(table.parts)


def spaced(parts: list[str]) -> str:
    return " ".join(" ".join(parts).split())


def test_a_deadlock_is_drawn_to_the_edge() -> None:
    text = html(deadlock())
    bars = [
        one
        for one in Page(text).find("rect", "endless")
        if "x" in one.attributes and "%" in one.attributes["x"]
    ]
    assert len(bars) == 2
    for bar in bars:
        assert float(bar.attributes["x"][:-1]) + float(bar.attributes["width"][:-1]) == pytest.approx(100)


def test_the_line_that_matters_is_marked_where_the_finding_says() -> None:
    page = Page(html(sequential()))
    [hot] = page.find("div", "hot")
    assert hot.attributes["id"] == "line-15"
    assert "".join(page.texts("mark")).replace(" ", "") == "awaitfetch_data(url)"
    assert "3 × 2 s = 6 s" in hot.text  # noqa: RUF001 - the sign that is shown


def test_hints_are_folded() -> None:
    page = Page(html(sequential()))
    folded = [one for one in page.find("details") if "open" not in one.attributes]
    assert len(page.find("details")) == len(folded)
    assert [text for text in page.texts("summary") if text[:1].isdigit()] == [
        "1A question",
        "2The tool",
        "3The pattern, on another problem",
    ]


def test_one_opened_hint_offers_the_next() -> None:
    text = html(sequential())
    starts = [at.start() for at in re.finditer("<details><summary><span class=.number.", text)]
    ends = [at.start() for at in re.finditer(r"</details>\s*</details>\s*</details>", text)]
    assert len(starts) == 3
    assert len(ends) == 1
    assert starts[-1] < ends[0]


def test_a_finding_says_what_python_says_what_is_believed_and_where_else() -> None:
    [box] = Page(html(never_awaited())).find("p", "python-says")
    assert box.text == "Python says RuntimeWarning: coroutine 'fetch_data' was never awaited"
    page = Page(html(blocking()))
    assert page.texts("p", "belief") == ["Often believed Inside async def every pause is asynchronous."]
    assert page.texts("p", "further") == ["The same on line 16."]


def test_only_the_first_finding_stands_open() -> None:
    page = Page(html(blocking()))
    assert page.texts("p", "say-head") == [blocking().findings[0].headline]
    assert page.texts("summary", "say-head") == [blocking().findings[1].headline]


def test_a_failed_check_leads_to_the_finding_that_explains_it() -> None:
    page = Page(html(blocking()))
    assert page.texts("p", "see") == [f"See: {blocking().findings[0].headline}"]
    assert "#finding-blocking-call" in [one.attributes.get("href") for one in page.find("a")]
    assert "finding-blocking-call" in [one.attributes.get("id") for one in page.find("div")]


def test_a_file_that_cannot_be_loaded_is_explained_too() -> None:
    page = Page(html(await_outside()))
    assert page.texts("p", "say-head") == [await_outside().findings[0].headline.replace("`", "")]
    assert page.find("p", "python-says") == []  # it stands above, with its caret
    assert "Hints, one at a time" in page.texts("h2")


def test_a_rule_that_failed_is_told_in_passing() -> None:
    assert "A rule of the grader failed here (lost-task); it costs nothing." in html(blocking())
    traced = Traced(run=records.blocking_run(), rule_errors=blocking().rule_errors)
    assert "(lost-task)" in trace_html(traced, title="p.py")


def test_where_the_solution_s_call_was_not_made_the_failed_run_is_drawn() -> None:
    runs = (records.together_run(call="first()"), records.sequential_run(call="second()"))
    found = replace(sequential(), runs=runs, checks=tuple(
        replace(check, runs=(1,) if check.status == "failed" else (0,)) for check in sequential().checks
    ))  # fmt: skip
    run = Page(html(found)).find("figure", "timeline")[0]
    assert "6 s" in run.text.split("This program")[1][:6]


def test_checks_are_grouped_by_topic_with_their_points() -> None:
    page = Page(html(sequential()))
    topics = [text for text in page.texts("h3") if "points" in text]
    assert topics == ["coroutines3 of 3 points", "results2 of 2 points", "concurrency0 of 5 points"]
    assert len(page.find("li", "failed")) == 2
    assert len(page.find("li", "passed")) == 3


def test_hidden_schedules_show_only_where_a_failed_check_refers_to_them() -> None:
    folded = Page(html(sibling_schedules())).find("details", "other")
    assert len(folded) == 1
    assert "sets of tasks in reverse order, random seed 7" in folded[0].text
    quiet = replace(sibling_schedules(), checks=passed().checks)
    assert Page(html(quiet)).find("details", "other") == []


def test_pythons_own_message_is_kept_with_its_caret() -> None:
    text = html(syntax_error())
    assert (
        "    await asyncio.sleep(2\n                       ^\nSyntaxError: &#39;(&#39; was never closed\n"
        in text
    )
    assert "line-11" in [one.attributes["id"] for one in Page(html(no_function())).find("div", "hot")]


def test_nothing_is_judged_where_nothing_could_be() -> None:
    for report in (untouched(), syntax_error(), fault()):
        headings = Page(html(report)).texts("h2")
        assert not {"Checks", "Hints, one at a time"} & set(headings)


def test_the_footer_says_what_the_times_and_the_sandbox_are_worth() -> None:
    text = Page(html(passed())).texts("footer")[0]
    assert "asyncio-grader 0.1.0. The program ran in a full sandbox." in text
    assert "Times are exact" in text
    slow = replace(passed(), runs=(replace(records.together_run(), paced=True),))
    assert "some times are real" in Page(html(slow)).texts("footer")[0]
    bare = replace(passed(), isolation=Isolation(level="none", missing=("files", "network")))
    assert "without a sandbox; missing: files, network." in Page(html(bare)).texts("footer")[0]


def test_a_report_without_source_or_runs_is_still_a_page() -> None:
    Page(html(replace(sequential(), source="", runs=(), reference=None, checks=())))


@pytest.mark.parametrize("kind", TRACES)
def test_traces_are_pages_too(kind: str) -> None:
    page = Page(trace_html(Traced(run=TRACES[kind]), title="program.py", source=records.BLOCKING))
    assert page.find("figure", "timeline")
    assert not page.find("script")


def test_a_trace_names_what_stands_out() -> None:
    page = Page(trace_html(Traced(run=records.left_behind_run()), title="p.py"))
    assert "heartbeat() was still alive when main() ended" in spaced(page.find("ul", "told")[0].parts)
    never = Page(trace_html(Traced(run=records.never_awaited_run()), title="p.py", source=records.NEVER))
    assert "coroutine 'fetch_data' was never awaited (3 times)" in spaced(never.find("ul", "told")[0].parts)


@pytest.mark.parametrize("elapsed", [0.0, 1e-6, 0.25, 600_000.0])
def test_any_length_of_time_can_be_drawn(elapsed: float) -> None:
    lanes = (records.lane("t1", "main()", records.waiting(0.0, elapsed, "asyncio.sleep(x)", 1)),)
    run: RunRecord = records.run(elapsed, lanes)
    assert "nan" not in html(replace(passed(), runs=(run,))).lower().replace("nanos", "")
    Page(trace_html(Traced(run=run), title="p.py"))

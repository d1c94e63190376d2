"""The pages in a real browser: nobody is kept out, nothing is fetched, nothing runs off the side.

Needs the extra `browser` and a Chromium; skipped where one of them is missing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.model import Traced
from grader.report.class_page import Bar, CheckCount, ClassReport, Mistake, ToLookAt, class_html
from grader.report.html import html, trace_html
from tests.report import records
from tests.report.awkward import AWKWARD
from tests.report.samples import SAMPLES, blocking

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIEWS = (("light", 1100), ("dark", 1100), ("light", 390), ("dark", 360))
PAGES = {name: make for name, make in {**SAMPLES, **AWKWARD}.items() if name != "sibling_schedules"}
CLASS = ClassReport(
    exercise="exercise-02", title="Three at once", submissions=4, outcomes={"passed": 1, "failed": 1, "ungradable": 1},
    max_score=2, mean=1.5, median=1, scores=(Bar(label="0", count=0), Bar(label="1", count=2), Bar(label="2", count=1)),
    checks=(CheckCount(title="`main()` waits once.", topic="", failed=1, skipped=1, passed=1),),
    mistakes=(
        Mistake(
            rule="await-in-loop", answers=3, first=1, headline="One after another.", ids=("abc", "def"), example="abc",
            excerpt=((12, "    results.append(await fetch_data('https://api.example.com/a/very/long/name/indeed'))"),),
        ),
    ),
    people=(ToLookAt(id="ghi", why="the worker ended"),), odd=(ToLookAt(id="abc", why="To look at: line 1"),),
    slow=(), late=1, waiting=1, unmatched=2, levels=("full",),
)  # fmt: skip
TRACES = {
    "trace-blocking": (records.blocking_run(), records.BLOCKING),
    "trace-deadlock": (records.deadlock_run(), records.DEADLOCK),
    "trace-left-behind": (records.left_behind_run(), ""),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("there is no chromium")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def axe() -> Any:
    return pytest.importorskip("axe_playwright_python.sync_playwright").Axe()


def page_text(kind: str) -> str:
    if kind == "class":
        return class_html(CLASS)
    if kind in TRACES:
        run, source = TRACES[kind]
        return trace_html(Traced(run=run, findings=blocking().findings), title="program.py", source=source)
    return html(PAGES[kind]())


@pytest.mark.parametrize("kind", [*PAGES, *TRACES, "class"])
def test_pages_are_accessible_quiet_and_fit(browser: Any, axe: Any, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_text(kind), encoding="utf-8")
    page = browser.new_page()
    noise: list[str] = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("pageerror", lambda error: noise.append(str(error)))
    page.on("dialog", lambda dialog: (noise.append("a dialog"), dialog.dismiss()))
    page.on("request", lambda request: noise.append(request.url) if request.url != file.as_uri() else None)
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for scheme, width in VIEWS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), width
        found = axe.run(page).response["violations"]
        shown = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
        assert shown == [], (scheme, width)
    assert noise == []
    page.close()


def test_a_page_prints_on_paper(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(page_text("sequential"), encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") <= 3

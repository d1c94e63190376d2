"""What the source is asked, to locate and to word what a run has shown."""

import ast

import pytest

from grader.judge.rules.case import Case
from grader.judge.rules.locks import is_made_by
from grader.judge.rules.source import Source
from grader.model import Place

TEXT = """\
import asyncio as aio
import time
from asyncio import create_task as spawn, gather
from functools import partial

rest = partial(time.sleep, 2)
sleep = aio.sleep

async def fetch(url):
    await sleep(2)

class Shop:
    async def sell(self, item): ...

async def main():
    é = "é"; fetch("lost")
    for url in "ab":
        reply = await fetch(url)
    tasks = [spawn(fetch(url)) for url in "ab"]
    unread = Shop().sell("x")
    await gather(*tasks)
"""


@pytest.fixture
def source() -> Source:
    return Source(TEXT)


def where(line: int, text: str) -> Place:
    row = TEXT.splitlines()[line - 1].encode()
    start = row.index(text.encode())
    return Place(
        file="",
        line=line,
        function="",
        column=start + 1,
        end_line=line,
        end_column=start + 1 + len(text.encode()),
    )


def test_names_are_followed_through_imports_and_aliases(source: Source) -> None:
    def dotted(text: str) -> str | None:
        return source.names.dotted(ast.parse(text, mode="eval").body)

    assert [dotted(text) for text in ("aio.sleep", "sleep", "spawn", "rest", "fetch", "len")] == [
        "asyncio.sleep", "asyncio.sleep", "asyncio.create_task", "time.sleep", "fetch", "len",
    ]  # fmt: skip


def test_nodes_are_found_by_their_place(source: Source) -> None:
    assert ast.unparse(source.node_at(where(18, "await fetch(url)"))) == "await fetch(url)"
    assert ast.unparse(source.call_at(where(18, "await fetch(url)"))) == "fetch(url)"
    assert ast.unparse(source.call_at(Place(file="", line=16, function=""), "fetch")) == "fetch('lost')"


def test_columns_count_bytes_in_a_trace_and_characters_for_a_reader(source: Source) -> None:
    place = source.place_of(source.call_at(Place(file="", line=16, function=""), "fetch"))
    assert place == Place(file="", line=16, function="main", column=16, end_line=16, end_column=29)
    assert source.characters(16, place.column) == 14


def test_loops_and_comprehensions(source: Source) -> None:
    node = source.node_at(where(18, "await fetch(url)"))
    assert isinstance(source.loop_of(node), ast.For)
    assert source.comprehension_of(source.node_at(where(19, "spawn(fetch(url))"))) is not None
    assert source.loop_of(source.node_at(where(21, "await gather(*tasks)"))) is None


def test_values_nobody_uses(source: Source) -> None:
    lines = {node.lineno for node in source.nodes if isinstance(node, ast.Call) and source.is_dropped(node)}
    assert lines == {6, 16, 20}


def test_kinds_of_expressions(source: Source) -> None:
    texts = (
        "[1]",
        "tasks",
        "fetch(1)",
        "fetch",
        "(f(x) for x in y)",
        "map(f, x)",
        "await x",
        "lambda: 1",
        "x.y",
    )
    kinds = [source.names.kind(ast.parse(text, mode="eval").body) for text in texts]
    assert kinds == ["list", "list", "coroutine", "function", "generator", "map", "awaited", "function", None]


def test_the_head_of_a_function_is_its_place(source: Source) -> None:
    assert source.place_of(source.function("fetch")) == where(9, "async def fetch(url):")


@pytest.mark.parametrize(
    "text",
    [
        "def (",
        "\0",
        "(" * 500,
        "x = " + "-" * 50_000 + "1",
        "a" * 200_000,
        "x = " + "+".join("1" * 20_000),
        "\\d = '\\d'",
    ],
)
def test_hostile_text_answers_nothing(text: str) -> None:
    source = Source(text)
    assert source.calls_to("asyncio.sleep") == ()
    assert source.call_at(Place(file="", line=1, function=""), "x") is None
    assert source.function("main") is None


def test_a_lock_is_found_through_every_way_of_giving_it_a_name():
    case = Case(
        """\
import asyncio
from dataclasses import dataclass, field

door, (gate, key) = asyncio.Lock(), [asyncio.Semaphore(2), 1]

@dataclass
class Shop:
    till: asyncio.Lock = field(default_factory=asyncio.Lock)

    def open(self, load):
        self.load, self.shelf = load, asyncio.Lock()
""",
        [],
    )
    for text in ("door", "gate", "self.till", "self.shelf"):
        node = ast.parse(text, mode="eval").body
        assert is_made_by(case, node, "asyncio.Lock", "asyncio.Semaphore"), text
    for text in ("key", "self.load"):
        assert not is_made_by(case, ast.parse(text, mode="eval").body, "asyncio.Lock", "asyncio.Semaphore")

"""A stub is known by its form: functions that do nothing yet."""

import pytest

from grader.judge.stub import is_untouched

STUB = '''
"""Exercise."""
import asyncio

URLS = ["a", "b"]

async def fetch_data(url: str) -> str:
    """Fetch."""
    ...

class Cache:
    def __init__(self, load):
        pass

    async def get(self, key):
        raise NotImplementedError("TODO")

if __name__ == "__main__":
    asyncio.run(fetch_data("a"))
'''


def test_functions_that_only_hold_a_place_are_untouched():
    assert is_untouched(STUB)


@pytest.mark.parametrize(
    "line",
    ["    print(url)", "    return url", "    await asyncio.sleep(2)", "    x = 1", "    for _ in url: pass"],
)
def test_one_line_of_ones_own_is_a_beginning(line):
    assert not is_untouched(STUB.replace("    ...", line))


@pytest.mark.parametrize(
    "source",
    ["", "x = 1", "def f(:", "(" * 10_000, "x" * 200_000, "\0"],
    ids=["empty", "no function", "syntax", "deep", "long", "nul"],
)
def test_anything_else_is_not_a_stub(source):
    assert not is_untouched(source)

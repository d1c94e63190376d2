"""The contract of a stub, and where a README names it."""

import pytest

from grader.course.authoring.contract import contract, mentions

STUB = '''
import asyncio

LIMIT = 3

async def fetch(url: str, *, times: int = 1) -> str:
    """Fetch."""

def _own(x): ...

class Ticker:
    """Tick."""

    def __init__(self, interval: float, count: int) -> None: ...
    def __aiter__(self): ...
    async def stop(self, *urls, **more): ...
'''


def test_the_contract_is_what_is_public_at_the_top() -> None:
    assert [(part.owner, part.name, part.parameters, part.needed) for part in contract(STUB)] == [
        ("", "fetch", ("url", "times"), 1),
        ("", "Ticker", ("interval", "count"), 0),
        ("Ticker", "stop", ("*urls", "**more"), 1),
    ]


def test_a_part_is_written_as_the_stub_writes_it() -> None:
    assert contract(STUB)[0].written == "async def fetch(url: str, *, times: int=1) -> str"


@pytest.mark.parametrize(
    ("readme", "parameters"),
    [
        ("```python\nasync def fetch(url: str) -> str\n```", [("url",)]),
        ("~~~python\nasync def fetch(url: str) -> str\n~~~", [("url",)]),
        ("`fetch(url)` fetches.", [("url",)]),
        (
            "```python\nasync def fetch(\n    url: dict[str, list[int]],\n    *,\n    times=(1, 2),\n)\n```",
            [("url", "times")],
        ),
        ("fetch(url) outside of any code", []),
        ("`fetch` alone", []),
        ("`prefetch(url)`", []),
        ('`fetch("https://...")` is a call', []),
        ("```python\nclass A:\n    def fetch(self, url): ...\n```", [("url",)]),
    ],
)
def test_a_readme_names_a_function_in_code_with_its_parameters(
    readme: str, parameters: list[tuple[str, ...]]
) -> None:
    assert [mention.parameters for mention in mentions(readme, "fetch")] == parameters


def test_a_mention_knows_its_line() -> None:
    (mention,) = mentions("# Title\n\n```python\n\nasync def fetch(url)\n```\n", "fetch")
    assert mention.line == 5

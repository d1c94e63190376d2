"""Pages are read strictly."""

import pytest

from grader.judge.rules.page import HEADINGS, BadPage, parse

BODIES = {
    "In a report": "- One.\n- Two.",
    "Example": "Text.\n```python\n# not a heading\nx = 1\n```",
    "Use instead": "```python judged\nx = 2\n```\n```text\nprinted\n```",
    "Read more": "- [A link](https://example.com)",
}


def page(**bodies: str) -> str:
    sections = {name: BODIES.get(name, f"{name}.") for name in HEADINGS} | bodies
    return "# A title\n\n" + "\n\n".join(f"## {name}\n{body}" for name, body in sections.items()) + "\n"


def test_a_page_is_read() -> None:
    found = parse(page())
    assert (found.title, found.headlines) == ("A title", ("One.", "Two."))
    assert [(one.code, one.judged) for one in found.bad] == [("# not a heading\nx = 1\n", False)]
    assert [(one.code, one.judged) for one in found.good] == [("x = 2\n", True)]
    assert found.hints == ("Hint 1.", "Hint 2.", "Hint 3.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no title\n" + page(), "begins with a title"),
        (page().replace("## Hint 2", "## Hint two"), "its headings are"),
        (page(**{"What it does": ""}), "nothing stands under What it does"),
        (page().replace("# A title\n", "# A title\nHello.\n"), "between the title"),
        (page(**{"In a report": "One."}), "list items"),
        (page(Example="None."), "no program under Example"),
        (page(Example="```ruby\nx\n```"), "a code block under Example"),
    ],
)
def test_what_is_not_written_as_pages_are(text: str, said: str) -> None:
    with pytest.raises(BadPage, match=said):
        parse(text)

"""What a report opens with when no rule knows the mistake: the check's words, as far as there is room."""

import pytest

from grader.judge.rules.unexplained import _headline


@pytest.mark.parametrize(
    ("fact", "headline"),
    [
        ("main() returned None.", "main() returned None."),
        (
            "When the second of four fails after 1 s with ValueError, fetch_all() ended with ValueError on line 3.",
            "fetch_all() ended with ValueError on line 3.",
        ),
        (
            "With 2 s for fetches of 1, 2.8, 1.5, 5 s, fetch_all_within() took 6.5 s; at most 1 ran at once.",
            "fetch_all_within() took 6.5 s; at most 1 ran at once.",
        ),
        (
            "fetch_report() was cancelled after 1 s, when nothing has come yet; 3 of its fetches ran to their end.",
            "3 of its fetches ran to their end.",
        ),
        (
            "run_for(resource, 3.8) ended after 5 s; closing takes 0.6 s, and closing had begun after 3.8 s.",
            "run_for(resource, 3.8) ended after 5 s.",
        ),
        (
            "Three pieces of work were running. When aclose() came back, 3 had begun to clean up and 1 had ended.",
            "When aclose() came back, 3 had begun to clean up and 1 had ended.",
        ),
        (
            "Work was cancelled through the task that spawn() returned, and on_error was given CancelledError.",
            "on_error was given CancelledError.",
        ),
        (
            "handle() ended with LookupError on line 4: <ContextVar name='request_id' default='-' at ...>.",
            "handle() ended with LookupError on line 4.",
        ),
        (
            "main() returned 'https://api.example.com/data1. Or 2' in place 2, where the value of data2 belongs.",
            "main() returned 'https://api.example.com/data1. Or 2' in place 2.",
        ),
        (
            "When all is quick, main() returned ['page at https://api.example.com/quick', 'page at https://api'].",
            "main() returned ['page at https://api.example.com/quick', 'page at http…",
        ),
    ],
)
def test_a_headline_says_what_was_seen_and_leaves_out_when(fact, headline):
    assert _headline(fact) == headline

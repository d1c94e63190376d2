"""What a check has asked for, as far as its words tell."""

from __future__ import annotations

import re

from grader.model import CheckResult

_SECONDS = re.compile(r"(?:about )?[\d.]+ (?:s|ms)")


def is_about_time(check: CheckResult) -> bool:
    """Tell whether it compares two lengths of time: what was expected and what the run took."""
    return all(_SECONDS.fullmatch(text) for text in (check.expected, check.actual))

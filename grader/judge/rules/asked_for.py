"""What a check has asked for, as far as its words tell."""

from __future__ import annotations

import math
import re

from grader.model import CheckResult

_SECONDS = re.compile(r"(?:about )?([\d.]+(?:e[+-]?\d+)?) (s|ms)")


def is_about_time(check: CheckResult) -> bool:
    """Tell whether it compares two lengths of time: what was expected and what the run took."""
    return all(_SECONDS.fullmatch(text) for text in (check.expected, check.actual))


def is_about_output(check: CheckResult) -> bool:
    """Tell whether it looks for what the run has printed."""
    return "print" in check.fact


def says(text: str, seconds: float) -> bool:
    """Tell whether the words of a check, rounded as they may be, are about this length of time."""
    found = _SECONDS.fullmatch(text)
    if found is None:
        return False
    value = float(found[1]) / (1000 if found[2] == "ms" else 1)
    return math.isclose(value, seconds, rel_tol=0.005, abs_tol=1e-4)

"""What a hidden suite imports.

    from grader.suite import expect, fail, in_guest, network, seconds, shared, shown, takes

See docs/suite-api.md.
"""

from grader.judge.suites.expectations import Unmet, expect, fail
from grader.judge.suites.submission import (
    SubmissionRun,
    SubmissionUnderTest,
    in_guest,
    network,
    shared,
)
from grader.judge.suites.words import seconds, shown
from grader.run.host.objects import takes

__all__ = [
    "SubmissionRun",
    "SubmissionUnderTest",
    "Unmet",
    "expect",
    "fail",
    "in_guest",
    "network",
    "seconds",
    "shared",
    "shown",
    "takes",
]

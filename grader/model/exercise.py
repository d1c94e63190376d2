"""The exercise, and the answer that was handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one run may use up.  `virtual_seconds` is virtual time, the other times are real.

    processes: how many it may start, none unless an exercise is about them.  writable: it gets a
    folder of its own to write into.  loopback: it may talk to itself over 127.0.0.1.
    """

    cpu_seconds: float = 2.0
    wall_seconds: float = 10.0
    virtual_seconds: float = 3600.0
    memory_bytes: int = 512 * 1024 * 1024
    output_bytes: int = 64 * 1024
    file_bytes: int = 16 * 1024 * 1024
    open_files: int = 128
    threads: int = 64
    processes: int = 0
    events: int = 20_000
    idle_steps: int = 20_000
    writable: bool = False
    loopback: bool = False


VISIBILITIES = ("always", "after_due", "after_published", "staff")
DETAILS = ("full", "own_output", "kind_only")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPolicy:
    """What learners may see of one check on a platform; `test` is its name, "*" all that are not named.

    visibility: when they see it, one of VISIBILITIES (Gradescope's four, by the words of its
    documentation; staff: never).  detail: how much, one of DETAILS; own_output leaves what their own
    program did, kind_only nothing but passed or not.
    """

    test: str = "*"
    visibility: str = "always"
    detail: str = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyPolicy:
    """What `grade verify` demands of an exercise.

    kill_rate: the share of made mutants its suite must catch.  schedules: under how many other legal
    orders of events right answers must pass.
    """

    kill_rate: float = 0.95
    schedules: int = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A folder with an `exercise.toml`, and where its hidden part lies, if it is to be had.

    key: the instructor's folder.  sealed: the file with the suite that learners get instead.
    kind: "practice", whose suite learners may run on their own machine, or "exam".
    """

    slug: str
    title: str
    summary: str
    folder: Path
    key: Path | None = None
    sealed: Path | None = None
    chapter: str = ""
    concepts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    file: str = "exercise.py"
    call: str = "main"
    first_step: str = ""
    kind: str = "practice"
    limits: Limits = field(default_factory=Limits)
    checks: tuple[CheckPolicy, ...] = ()
    verify: VerifyPolicy = field(default_factory=VerifyPolicy)

    def policy(self, test: str) -> CheckPolicy:
        """Return what learners may see of a check."""
        named = {policy.test: policy for policy in self.checks}
        return named.get(test) or named.get("*") or CheckPolicy()


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A learner's answer: decoded text, and the digest of the bytes it came from."""

    name: str
    source: str
    sha256: str

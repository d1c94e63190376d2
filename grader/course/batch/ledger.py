"""The durable record of a batch: one SQLite file that knows every submission's state and report.

States: `waiting` -> `claimed` (by a lease, for one try) -> `graded`; back to `waiting` when the try was
lost, and `person` when three were.  A result is on the disk before anything else is told of it, so a
batch that is killed goes on where it was.  Names and platform ids are in here and in no other file.
"""

from __future__ import annotations

import base64
import hmac
import json
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from grader.course.batch.errors import LedgerError
from grader.course.batch.handed_in import Unmatched
from grader.course.batch.intake import Answer
from grader.course.batch.task import TRIES, Graded

VERSION = 1
LEASE = 1800.0
_ID_LENGTH = 12
_SCHEMA = """
CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE submission(
 id TEXT PRIMARY KEY, number INTEGER NOT NULL, key TEXT UNIQUE NOT NULL, path TEXT NOT NULL,
 sha256 TEXT NOT NULL, attempt INTEGER NOT NULL, late INTEGER NOT NULL, beside TEXT NOT NULL,
 learners TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'waiting', tries INTEGER NOT NULL DEFAULT 0,
 lease REAL, why TEXT NOT NULL DEFAULT '', outcome TEXT, score INTEGER, max_score INTEGER, level TEXT,
 digest TEXT, wall_seconds REAL, cpu_seconds REAL);
CREATE INDEX submission_state ON submission(state, number);
CREATE TABLE report(id TEXT PRIMARY KEY REFERENCES submission(id), data BLOB NOT NULL);
CREATE TABLE unmatched(path TEXT NOT NULL, why TEXT NOT NULL);
"""
_COLUMNS = (
    "id, key, path, sha256, attempt, late, beside, learners, state, tries, why, outcome, score, max_score, "
    "level, digest, wall_seconds"
)
REGRADED = {
    "failed": "state = 'graded' AND outcome IN ('failed', 'ungradable')",
    "faults": "state = 'person' OR outcome = 'fault'",
    "all": "1",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One submission as the ledger knows it.  id: opaque.  tries: how many were lost."""

    id: str
    key: str
    path: str
    sha256: str
    attempt: int
    late: bool
    beside: tuple[str, ...]
    learners: tuple[Mapping[str, str], ...]
    state: str
    tries: int
    why: str
    outcome: str | None
    score: int | None
    max_score: int | None
    level: str | None
    digest: str | None
    wall_seconds: float | None


class Ledger:
    """An open ledger.  Only one process may have it; `grader.course.batch.folder` sees to that."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
        except sqlite3.Error as error:
            raise self._cannot_be_used(error) from None
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def _prepare(self) -> None:
        try:
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            version = self._db.execute("PRAGMA user_version").fetchone()[0]
        except sqlite3.Error as error:
            raise self._cannot_be_used(error) from None
        if version not in (0, VERSION):
            raise LedgerError(
                f"{self._path} has version {version}; this grader knows {VERSION}.\n"
                "Go on with the grader that began it, or name another folder: --output DIR."
            )
        if version == 0:
            with self._at_once():
                for statement in _SCHEMA.split(";\n"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA user_version={VERSION}")

    def _cannot_be_used(self, error: sqlite3.Error) -> LedgerError:
        return LedgerError(f"{self._path} cannot be used: {error}.\nName another folder: --output DIR.")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Make what happens inside one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    # ---- what it is about ----------------------------------------------------------------------

    def about(self) -> dict[str, str]:
        """Return what was noted when the batch began; empty for a ledger nothing was put in yet."""
        return dict(self._db.execute("SELECT name, value FROM about"))

    def begin(self, about: Mapping[str, str], found: Iterable[Answer | Unmatched]) -> None:
        """Put in everything of a source, whole or not at all."""
        salt = secrets.token_bytes(16)
        with self._at_once():
            self._note({**about, "salt": salt.hex()})
            number = 0
            for one in found:
                if isinstance(one, Unmatched):
                    self._db.execute("INSERT INTO unmatched VALUES(?, ?)", (one.path, one.why))
                else:
                    number += 1
                    self._insert(number, opaque_id(salt, one.key), one)
            self._note({"submissions": str(number)})

    def note(self, about: Mapping[str, str]) -> None:
        """Change what is noted about the batch."""
        with self._at_once():
            self._note(about)

    def _note(self, about: Mapping[str, str]) -> None:
        self._db.executemany("INSERT OR REPLACE INTO about VALUES(?, ?)", list(about.items()))

    def _insert(self, number: int, id_: str, answer: Answer) -> None:
        self._db.execute(
            "INSERT INTO submission(id, number, key, path, sha256, attempt, late, beside, learners)"
            " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(id_, number, answer.key, answer.path, answer.sha256, answer.attempt, answer.late),
                *(json.dumps(answer.beside), json.dumps([dict(one) for one in answer.learners])),
            ),
        )

    # ---- grading -------------------------------------------------------------------------------

    def release_all(self) -> None:
        """Return every claim to the queue: who held them has gone, and it says nothing about them."""
        self._db.execute("UPDATE submission SET state = 'waiting', lease = NULL WHERE state = 'claimed'")

    def claim(self, count: int, now: float) -> list[Entry]:
        """Claim some waiting submissions for one try each, in order, until their lease ends."""
        rows = self._db.execute(
            f"UPDATE submission SET state = 'claimed', lease = ? WHERE id IN"
            f" (SELECT id FROM submission WHERE state = 'waiting' ORDER BY number LIMIT ?)"
            f" RETURNING number, {_COLUMNS}",
            (now + LEASE, count),
        ).fetchall()
        return [_entry(row[1:]) for row in sorted(rows)]

    def renew(self, ids: Iterable[str], now: float) -> None:
        """Begin the lease of some claims anew."""
        with self._at_once():
            self._db.executemany(
                "UPDATE submission SET lease = ? WHERE id = ? AND state = 'claimed'",
                [(now + LEASE, id_) for id_ in ids],
            )

    def expired(self, now: float) -> set[str]:
        """Return the claims whose lease has ended."""
        query = "SELECT id FROM submission WHERE state = 'claimed' AND lease < ?"
        return {row[0] for row in self._db.execute(query, (now,))}

    def record(self, done: Iterable[Graded]) -> None:
        """Keep results; a fault of the grader is kept too, and tried again while there are tries."""
        with self._at_once():
            for one in done:
                self._db.execute("INSERT OR REPLACE INTO report VALUES(?, ?)", (one.id, one.report))
                self._db.execute(
                    "UPDATE submission SET state = 'graded', lease = NULL, why = '', outcome = ?, score = ?,"
                    " max_score = ?, level = ?, digest = ?, wall_seconds = ?, cpu_seconds = ? WHERE id = ?",
                    (
                        *(one.outcome, one.score, one.max_score, one.level, one.digest),
                        *(one.wall_seconds, one.cpu_seconds, one.id),
                    ),
                )
                if one.outcome == "fault":
                    self._lost(one.id, "the grader could not finish; the report says why")

    def lost(self, id_: str, why: str) -> str:
        """A try came to nothing: back to the queue, or to a person when it was the last one.

        Return the state it is in now.
        """
        with self._at_once():
            return self._lost(id_, why)

    def _lost(self, id_: str, why: str) -> str:
        row = self._db.execute(
            "UPDATE submission SET tries = tries + 1, lease = NULL, why = ?,"
            " state = CASE WHEN tries + 1 >= ? THEN 'person' ELSE 'waiting' END WHERE id = ? RETURNING state",
            (why[:1000], TRIES, id_),
        ).fetchone()
        return str(row[0])

    def for_a_person(self, id_: str, why: str) -> None:
        """Leave a submission to a person at once: another try would end alike."""
        self._db.execute(
            "UPDATE submission SET state = 'person', lease = NULL, why = ? WHERE id = ?", (why[:1000], id_)
        )

    def release(self, ids: Iterable[str]) -> None:
        """Return some claims to the queue; no try was lost."""
        with self._at_once():
            self._db.executemany(
                "UPDATE submission SET state = 'waiting', lease = NULL WHERE id = ? AND state = 'claimed'",
                [(id_,) for id_ in ids],
            )

    def regrade(self, which: str, about: Mapping[str, str]) -> int:
        """Return submissions to the queue, one of `REGRADED`; return how many."""
        with self._at_once():
            changed = self._db.execute(
                f"UPDATE submission SET state = 'waiting', tries = 0, why = '' WHERE {REGRADED[which]}"
            ).rowcount
            self._note(about)
        return changed

    # ---- reading -------------------------------------------------------------------------------

    def counts(self) -> dict[str, int]:
        """Return how many submissions are in which state."""
        return dict(self._db.execute("SELECT state, count(*) FROM submission GROUP BY state"))

    def outcomes(self) -> dict[str, int]:
        """Return how many graded submissions ended how."""
        query = "SELECT outcome, count(*) FROM submission WHERE state = 'graded' GROUP BY outcome"
        return dict(self._db.execute(query))

    def entries(self) -> Iterator[Entry]:
        """Yield every submission by its opaque id, an order that says nothing of who it is."""
        for row in self._db.execute(f"SELECT {_COLUMNS} FROM submission ORDER BY id"):
            yield _entry(row)

    def answers(self) -> dict[str, str]:
        """Return the digests of all answers by the platform's keys."""
        return dict(self._db.execute("SELECT key, sha256 FROM submission"))

    def report(self, id_: str) -> bytes | None:
        """Return a report's JSON, compressed, or None when there is none."""
        row = self._db.execute("SELECT data FROM report WHERE id = ?", (id_,)).fetchone()
        return None if row is None else bytes(row[0])

    def unmatched(self) -> list[Unmatched]:
        """Return what of the source is not graded."""
        rows = self._db.execute("SELECT path, why FROM unmatched ORDER BY path, why")
        return [Unmatched(path=path, why=why) for path, why in rows]


def opaque_id(salt: bytes, key: str) -> str:
    """Return the id of a learner's submission: stable in one batch, and nobody's name in another."""
    mark = hmac.digest(salt, key.encode("utf-8", "surrogatepass"), "sha256")
    return base64.b32encode(mark).decode().lower()[:_ID_LENGTH]


def _entry(row: tuple[Any, ...]) -> Entry:
    fields = dict(zip(Entry.__dataclass_fields__, row, strict=True))
    fields["late"] = bool(fields["late"])
    fields["beside"] = tuple(json.loads(fields["beside"]))
    fields["learners"] = tuple(json.loads(fields["learners"]))
    return Entry(**fields)

"""The zip of reports that a platform hands out: each learner's own, under the name that the export had."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from grader.course.gradebooks.gradebook import Feedback, GradebookError, Score
from grader.course.gradebooks.graded import GradedBatch

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same reports give the same bytes


def feedback_zip(batch: GradedBatch, placed: Iterable[Score], feedback: Feedback) -> tuple[bytes, int]:
    """Return the zip and how many reports are in it; only of learners whose row was found."""
    paths = batch.paths()
    named: dict[str, str] = {}
    for score in placed:
        name = feedback.name(paths[score.id], score.learner) if score.points is not None else None
        if name is not None and named.setdefault(name, score.id) != score.id:
            raise GradebookError(f"Two submissions would go back as {name}. Export the submissions again.")
    if not named:
        raise GradebookError(
            "No report can go back: the names of files to upload are known only for submissions that were "
            "exported from this platform.\nTo fill in the scores alone, leave --feedback-zip out."
        )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, id_ in sorted(named.items()):
            archive.writestr(_member(name), batch.page(id_, text=feedback.text))
    return data.getvalue(), len(named)


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _LONG_AGO)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member

"""Classroom 50's lists: a score is replaced where it stands."""

from __future__ import annotations

import json

import pytest

from grader.course.gradebooks.gradebook import GradebookError
from tests.course.gradebooks.conftest import fill, score

CSV = (
    "username,first_name,last_name,email,section,score,max_score,datetime,submission_tag,submitted_by,review_url,late,override\n"
    "ann-lee,Ann,Lee,,,9,10,2026-07-07T10:52:31Z,submit/1,ann-lee,https://x,false,\n"
    "bob,Bob,,,,3,10,2026-07-07T10:52:31Z,submit/2,bob,https://x,true,true\n"
)


def entry(owner: str, *points: int, **more: object) -> dict[str, object]:
    submissions = [
        {
            "schema": "classroom50/result/v1",
            "owner": owner,
            "score": one,
            "max-score": 10,
            "tests": [{"score": 1}],
        }
        for one in points
    ]
    return {"owner": owner, "submissions": submissions, **more}


def book(*entries: dict[str, object], slug: str = "exercise-02", **dump: object) -> str:
    assignments = {
        "other": {"type": "individual", "entries": []},
        slug: {"type": "individual", "entries": entries},
    }
    return json.dumps({"schema": "classroom50/scores/v1", "assignments": assignments}, **dump)  # type: ignore[arg-type]


@pytest.mark.parametrize("dump", [{"indent": 2}, {}, {"separators": (",", ":")}, {"indent": "\t"}])
def test_the_newest_score_is_replaced_and_every_other_byte_stays(dump: dict[str, object]) -> None:
    filled = fill("classroom50", book(entry("ann", 9, 2), **dump), score(username="Ann"), overwrite=True)
    assert filled.data.decode() == book(entry("ann", 7, 2), **dump)


def test_without_overwrite_what_differs_is_told() -> None:
    text = book(entry("ann", 9), entry("bob", 7))
    filled = fill("classroom50", text, score(username="ann"), score(id_="bbbb", username="bob"))
    assert (filled.data.decode(), filled.same) == (text, 1)
    assert [one.why for one in filled.kept] == ["has 9; the batch says 7"]


def test_an_override_of_the_teachers_is_locked() -> None:
    filled = fill("classroom50", book(entry("ann", 9, override=True)), score(username="ann"))
    assert [one.why for one in filled.kept] == ["is locked, has 9; the batch says 7"]


def test_the_assignment_is_named_or_the_exercises_own() -> None:
    text = book(entry("ann", 9), slug="week-1")
    with pytest.raises(GradebookError, match="no assignment of this exercise"):
        fill("classroom50", text, score(username="ann"))
    assert fill("classroom50", text, score(username="ann"), column="week-1", overwrite=True).filled == 1


def test_points_stay_whole_numbers() -> None:
    text = book(entry("ann", 9))
    assert json.loads(fill("classroom50", text, score(1, 3, username="ann"), scale=True, overwrite=True).data)
    assert (
        b'"score": 3,'
        in fill("classroom50", text, score(1, 3, username="ann"), scale=True, overwrite=True).data
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("{} {}", "not one JSON object"),
        ("{}", "not a scores.json"),
        ("{" * 100_000, "not JSON"),
        (book(entry("ann")), "has no submission"),
        (book({"owner": "ann"}), 'has no "submissions"'),
        (book({"owner": "ann", "submissions": "x"}), "not an array"),
        (
            book(entry("ann", 1)).replace('"owner": "ann", "sub', '"owner": "ann", "owner": "bob", "sub'),
            "twice",
        ),
    ],
)
def test_what_cannot_be_read_is_said(text: str, said: str) -> None:
    with pytest.raises(GradebookError, match=said):
        fill("classroom50", text, score(username="ann"))


def test_the_table_is_filled_by_user_name() -> None:
    filled = fill(
        "classroom50", CSV, score(username="ann-lee"), score(id_="bbbb", username="bob"), overwrite=True
    )
    assert filled.data.decode() == CSV.replace(",9,10", ",7,10").replace(",3,10", ",7,10")
    kept = fill("classroom50", CSV, score(username="bob")).kept
    assert [one.why for one in kept] == ["is locked, has 3; the batch says 7"]


def test_a_table_without_its_columns_is_refused() -> None:
    with pytest.raises(GradebookError, match='no column "max_score"'):
        fill("classroom50", CSV.replace("max_score", "most"), score(username="bob"))

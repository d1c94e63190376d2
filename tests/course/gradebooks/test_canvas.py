"""A gradebook of Canvas: one column is filled, by the platform's ids, and nothing else is touched."""

from __future__ import annotations

import time

import pytest

from grader.course.gradebooks.gradebook import GradebookError
from tests.course.gradebooks.conftest import fill, score

HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Quiz (7),Exercise 2 (12345),Exercise 20 (9),Final Score\n"
)
POSTING = ",,,,,,Manual Posting,,\n"
POSSIBLE = "    Points Possible,,,,,5.00,10.00,10.00,(read only)\n"
ANN = '"Lee, ""Ann""\nMay",11,s-11,ann@example.org,"XC, 101",3.00,,,70.0\n'
BOB = "\"=cmd|' /C calc'!A0\",12,s-12,bob,XC 101,,8.00,,80.0\n"
CAT = '"Katz, Cat",13,s-13,cat,XC 101,,EX,,\n'
TEST = '"Student, Test",99,,5a3c,XC 101,,,,\n'
BOOK = HEADER + POSTING + POSSIBLE + ANN + BOB + CAT + TEST


def test_one_cell_is_filled_and_every_other_byte_stays() -> None:
    filled = fill("canvas", BOOK, score(user_id="11"))
    assert filled.data.decode() == BOOK.replace("3.00,,,70.0", "3.00,7.00,,70.0")
    assert (filled.column, filled.filled) == ("Exercise 2 (12345)", 1)


def test_the_column_is_the_exercises_own_and_20_is_not_2() -> None:
    with pytest.raises(GradebookError, match="no assignment of this exercise"):
        fill("canvas", BOOK.replace("Exercise 2 ", "Exercise 3 "), score(user_id="11"))
    with pytest.raises(GradebookError, match="2 assignment of this exercise"):
        fill("canvas", BOOK.replace("Quiz", "Exercise 02"), score(user_id="11"))


@pytest.mark.parametrize("name", ["Quiz (7)", "Quiz"])
def test_a_column_is_named_with_or_without_its_number(name: str) -> None:
    filled = fill("canvas", BOOK, score(4, 5, user_id="13"), column=name)
    assert filled.data.decode() == BOOK.replace("cat,XC 101,,EX", "cat,XC 101,4.00,EX")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Exercise 2", None),
        ("Exercise 2 (1)", "no assignment"),
        ("Final Score", "is no assignment"),
        ("ID", "is no"),
    ],
)
def test_no_column_is_ever_made(name: str, said: str | None) -> None:
    if said is None:
        assert fill("canvas", BOOK, column=name).data.decode() == BOOK
    else:
        with pytest.raises(GradebookError, match=said):
            fill("canvas", BOOK, score(user_id="11"), column=name)


def test_a_read_only_column_is_refused() -> None:
    book = HEADER.replace("Final Score", "Total (8)") + POSSIBLE + ANN
    with pytest.raises(GradebookError, match="read-only"):
        fill("canvas", book, score(user_id="11"), column="Total (8)")


def test_what_stands_there_is_kept_and_told() -> None:
    filled = fill("canvas", BOOK, score(7, user_id="12"), score(7, id_="bbbb", user_id="13"))
    assert filled.data.decode() == BOOK
    assert [one.why for one in filled.kept] == [
        "has 8.00; the batch says 7.00",
        "has EX; the batch says 7.00",
    ]


def test_what_stands_there_is_replaced_when_asked() -> None:
    filled = fill("canvas", BOOK, score(7, user_id="12"), score(6, id_="bbbb", user_id="13"), overwrite=True)
    assert filled.data.decode() == BOOK.replace("8.00", "7.00").replace("EX", "6.00")


def test_the_same_score_again_is_no_change() -> None:
    filled = fill("canvas", BOOK, score(8, user_id="12"))
    assert (filled.data.decode(), filled.same, filled.kept) == (BOOK, 1, ())


@pytest.mark.parametrize(
    "ids", [{"sid": "S-11"}, {"email": "ann@example.org"}, {"student_id": "s-11"}, {"id": "s-11"}]
)
def test_other_ids_are_matched_where_there_is_no_number_of_canvas(ids: dict[str, str]) -> None:
    assert fill("canvas", BOOK, score(**ids)).filled == 1


def test_a_folder_called_like_somebody_elses_number_fills_nothing() -> None:
    assert fill("canvas", BOOK, score(id="11")).filled == 0


def test_ids_that_point_at_two_rows_fill_neither() -> None:
    filled = fill("canvas", BOOK, score(sid="s-11", email="bob"))
    assert (filled.filled, len(filled.ambiguous)) == (0, 1)
    assert "row 4" in filled.ambiguous[0].why
    assert "row 5" in filled.ambiguous[0].why


def test_an_id_that_stands_twice_in_the_file_fills_neither() -> None:
    filled = fill("canvas", BOOK + ANN, score(user_id="11"))
    assert (filled.data.decode(), len(filled.ambiguous)) == (BOOK + ANN, 1)


def test_two_submissions_of_one_learner_fill_nothing() -> None:
    filled = fill("canvas", BOOK, score(7, user_id="11"), score(9, id_="bbbb", sid="s-11"))
    assert (filled.data.decode(), len(filled.ambiguous)) == (BOOK, 2)


def test_a_name_alone_counts_only_when_asked_and_when_it_is_the_only_one() -> None:
    one = score(name="katzcat")
    assert len(fill("canvas", BOOK, one, overwrite=True).unmatched) == 1
    assert fill("canvas", BOOK, one, overwrite=True, by_name=True).filled == 1
    assert (
        fill("canvas", BOOK, score(first_name="Cat", last_name="Katz"), overwrite=True, by_name=True).filled
        == 1
    )
    twins = BOOK + CAT.replace("13", "14")
    assert len(fill("canvas", twins, one, overwrite=True, by_name=True).ambiguous) == 1
    two = (one, score(id_="bbbb", name="Cat Katz"))
    assert fill("canvas", BOOK, *two, overwrite=True, by_name=True).filled == 0


def test_what_has_no_score_fills_nothing() -> None:
    filled = fill("canvas", BOOK, score(None, user_id="11"))
    assert filled.data.decode() == BOOK
    assert [one.why for one in filled.unscored] == ["left to a person"]


def test_rows_and_submissions_that_go_with_nothing_are_told() -> None:
    filled = fill("canvas", BOOK, score(user_id="77"))
    assert [one.who for one in filled.unmatched] == ["77 [aaaa]"]
    assert [one.who.partition(":")[0] for one in filled.rows] == ["row 4", "row 5", "row 6"]


def test_the_test_student_and_the_rows_above_are_left_alone() -> None:
    assert fill("canvas", BOOK, score(user_id="99")).data.decode() == BOOK
    assert fill("canvas", BOOK, score(user_id="")).data.decode() == BOOK


def test_other_points_are_refused_or_converted() -> None:
    with pytest.raises(GradebookError, match="is worth 10 points, the exercise 8"):
        fill("canvas", BOOK, score(3, 8, user_id="11"))
    assert b"3.00,3.75,,70.0" in fill("canvas", BOOK, score(3, 8, user_id="11"), scale=True).data
    assert b"3.00,3.33,,70.0" in fill("canvas", BOOK, score(3, 9, user_id="11"), scale=True).data


def test_semicolons_and_decimal_commas_are_kept() -> None:
    book = "\ufeffStudent;ID;Section;Exercise 2 (1)\r\n    Points Possible;;;10,00\r\nLee;11;X;\r\n"
    assert fill("canvas", book, score(user_id="11")).data.decode() == book.replace("X;", "X;7,00")
    book = book.replace("10,00", "10")
    assert fill("canvas", book, score(3, 8, user_id="11"), scale=True).data.decode() == book.replace(
        "X;", "X;3,75"
    )


@pytest.mark.parametrize("missing", ["Student", "ID", "Section"])
def test_another_file_is_no_gradebook(missing: str) -> None:
    with pytest.raises(GradebookError, match=f'no column "{missing}"'):
        fill("canvas", BOOK.replace(missing, "X", 1) if missing != "ID" else BOOK.replace(",ID,", ",X,", 1))


def test_a_column_that_stands_there_twice_is_refused() -> None:
    book = "Student,ID,Section,Exercise 2 (1),Exercise 2 (1)\nLee,11,X,,\n"
    with pytest.raises(GradebookError, match=r"2 assignment|2 columns"):
        fill("canvas", book, score(user_id="11"))


def test_ten_thousand_rows_take_no_time() -> None:
    lines = [f'"Learner, No {n}",{n},s{n},l{n},X,,,,\n' for n in range(10_000)]
    scores = [score(n % 11, id_=str(n), user_id=str(n)) for n in range(10_000)]
    begun = time.process_time()
    filled = fill("canvas", HEADER + POSSIBLE + "".join(lines), *scores, by_name=True)
    assert filled.filled == 10_000
    assert time.process_time() - begun < 5

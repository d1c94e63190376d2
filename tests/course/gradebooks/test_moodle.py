"""A grading worksheet of Moodle: in any language, with its commas, its mark and its line ends."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from grader.course.gradebooks.gradebook import GradebookError
from tests.course.gradebooks.conftest import COMMENT, fill, score

EN = (
    "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    'Participant 9,"Nine, ""N""",n@example.org,Submitted,,10.00,Yes,"Monday, 5 October",-,\r\n'
    "Participant 12,Twelve Learner,t@example.org,Submitted,4.00,10.00,No,-,-,<p>old</p>\r\n"
)
ES = (
    '\ufeff"Identificador","Nombre completo","Dirección de correo","Estado","Calificación","Calificación máxima",'
    '"La calificación puede ser cambiada","Última modificación (calificación)","Comentarios de retroalimentación"\n'
    '"Participante 9","Ana López","ana@example.org","Enviado","","10,00","Sí","-",""\n'
)
DE = (
    "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Bewertung kann geändert werden;"
    "Zuletzt geändert (Bewertung);Feedback als Kommentar\n"
    "Teilnehmer/in 9;Jürgen Neun;j@example.org;Abgegeben;;10,00;Ja;-;\n"
)
CA = 'Identificador,Nom complet,Estat,Qualificació,Qualificació màxima,La qualificació es pot canviar\r\nParticipant 9,LÓPEZ ANA,Tramés,,"100,00",Sí\r\n'
BLIND = "Identifier,Status,Grade,Maximum grade,Grade can be changed\r\nParticipant 9,Submitted,,10.00,Yes\r\n"


def test_the_grade_and_our_comment_are_filled_and_every_other_byte_stays() -> None:
    filled = fill("moodle", EN, score(participant="9", name="Nine N"))
    expected = EN.replace("Submitted,,10.00,Yes", "Submitted,7.00,10.00,Yes")
    assert filled.data.decode() == expected.replace('October",-,', f'October",-,"{COMMENT}"')


@pytest.mark.parametrize(
    ("sheet", "name", "old", "new"),
    [
        (ES, "Ana López", '"","10,00","Sí","-",""', f'"7,00","10,00","Sí","-","{COMMENT}"'),
        (DE, "Jürgen Neun", ";;10,00;Ja;-;", f";7,00;10,00;Ja;-;{COMMENT}"),
        (BLIND, "Participant", ",,10.00", ",7.00,10.00"),
        (BLIND.replace("Participant", "Teilnehmer/in"), "Teilnehmer in", ",,10.00", ",7.00,10.00"),
    ],
)
def test_worksheets_of_other_languages_are_filled_in_their_manner(
    sheet: str, name: str, old: str, new: str
) -> None:
    filled = fill("moodle", sheet, score(participant="9", name=name))
    assert filled.data.decode() == sheet.replace(old, new)


def test_points_are_converted_with_the_files_own_comma() -> None:
    with pytest.raises(GradebookError, match="Row 2 is worth 100 points, the exercise 10"):
        fill("moodle", CA, score(participant="9", name="lópez ana"))
    filled = fill("moodle", CA, score(participant="9", name="lópez ana"), scale=True)
    assert filled.data.decode() == CA.replace('Tramés,,"100', 'Tramés,"70,00","100')


def test_latin_1_stays_latin_1() -> None:
    raw = DE.encode("latin-1")
    filled = fill("moodle", raw, score(participant="9", name="Jürgen Neun"))
    assert filled.data == raw.replace(b";;10,00;Ja;-;", f";7,00;10,00;Ja;-;{COMMENT}".encode())


def test_utf_16_stays_utf_16() -> None:
    filled = fill(
        "moodle", ES.removeprefix("\ufeff").encode("utf-16"), score(participant="9", name="Ana López")
    )
    assert '"7,00"' in filled.data.decode("utf-16")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_comment_is_neither_a_formula_nor_markup(start: str) -> None:
    one = replace(score(participant="9", name="Nine N"), comment=f'{start}HYPERLINK(1)<b>,"x"')
    text = fill("moodle", EN, one).data.decode()
    cell = next(csv.DictReader(io.StringIO(text, newline="")))["Feedback comments"]
    assert cell == f"'{start}HYPERLINK(1)&lt;b&gt;,&quot;x&quot;"


def test_locked_grades_and_comments_are_kept_unless_they_may_be_overwritten() -> None:
    one = score(participant="12", name="Twelve Learner")
    filled = fill("moodle", EN, one)
    assert filled.data.decode() == EN
    assert [one.why for one in filled.kept] == ["is locked, has 4.00; the batch says 7.00"]
    filled = fill("moodle", EN, one, overwrite=True)
    assert filled.data.decode() == EN.replace("4.00", "7.00").replace("<p>old</p>", f'"{COMMENT}"')


def test_the_number_of_a_team_is_not_taken_for_a_learners() -> None:
    filled = fill("moodle", EN, score(participant="9", name="Group A"))
    assert (filled.data.decode(), filled.placed) == (EN, ())
    assert "a team's" in filled.ambiguous[0].why


def test_the_number_of_a_team_is_not_taken_for_a_blind_learners() -> None:
    filled = fill("moodle", BLIND, score(participant="9", name="Group A"))
    assert (filled.data.decode(), len(filled.ambiguous)) == (BLIND, 1)


@pytest.mark.parametrize("name", ["J├╝rgen Neun", "Ju\u0308rgen Neun", "Jürgen_Neun", ""])
def test_a_name_that_a_zip_has_damaged_is_no_other_name(name: str) -> None:
    assert fill("moodle", DE, score(participant="9", name=name)).filled == 1


def test_what_has_no_score_fills_nothing() -> None:
    assert fill("moodle", EN, score(None, participant="9", name="Nine N")).data.decode() == EN


def test_an_unknown_language_asks_for_the_column() -> None:
    sheet = EN.replace("Grade,", "Graad,")
    with pytest.raises(GradebookError, match="--column"):
        fill("moodle", sheet, score(participant="9"))
    assert fill("moodle", sheet, score(participant="9"), column="Graad").filled == 1


def test_a_scale_is_not_points() -> None:
    with pytest.raises(GradebookError, match="graded by a scale"):
        fill("moodle", EN.replace("10.00", "Good"), score(participant="9"))


@pytest.mark.parametrize(
    "text", ["a,b,c\n1,2,3\n", "Identifier,Full name,Grade\n", "Name\n", "a,b,c\nAnn,2,3\n"]
)
def test_another_file_is_no_worksheet(text: str) -> None:
    with pytest.raises(GradebookError, match=r"worksheet|column"):
        fill("moodle", text, score(participant="9"))


def test_a_participant_that_stands_there_twice_fills_neither() -> None:
    sheet = EN + "Participant 9,Nine N,,Submitted,,10.00,Yes,-,-,\r\n"
    filled = fill("moodle", sheet, score(participant="9", name="Nine N"))
    assert (filled.data.decode(), len(filled.ambiguous)) == (sheet, 1)

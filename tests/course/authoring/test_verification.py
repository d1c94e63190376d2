"""How verifications are drawn."""

import json
from pathlib import Path

from grader.course.authoring.bench import Bench, Fault
from grader.course.authoring.trials import difference
from grader.course.authoring.verification import as_json, drawn, heading, summary
from grader.course.authoring.verify import Verification
from grader.model import Exercise

HERE = Path("/course")
EXERCISE = Exercise(slug="exercise-21", title="T", summary="S", folder=HERE / "exercises/exercise-21")
REFUSAL = Fault(what="It is so.", fix="Make it otherwise.", file=HERE / "solutions/x/test_hidden.py", line=3)
REMARK = Fault(what="It might be better.", fix="Make it so.", warning=True)


def verification(*faults: Fault) -> Verification:
    return Verification(bench=Bench(exercise=EXERCISE), faults=faults)


def test_a_refusal_is_drawn_with_its_place_and_what_to_do() -> None:
    text = drawn(verification(REMARK, REFUSAL), HERE, width=80, colour=False, ascii=True)
    assert text == (
        "x exercise-21 0/0      0/0    0/0     0/0    0/0     0.00 s\n"
        "  refused  solutions/x/test_hidden.py:3\n"
        "    It is so.\n"
        "    > Make it otherwise.\n"
        "  warning\n"
        "    It might be better.\n"
        "    > Make it so.\n"
    )


def test_the_columns_stand_under_their_heading() -> None:
    row = drawn(verification(), HERE, width=80, colour=False, ascii=True)
    assert heading().index("solution") == row.index("0/0")


def test_a_remark_refuses_nothing() -> None:
    assert verification(REMARK).proved
    assert not verification(REFUSAL).proved


def test_very_many_faults_are_cut_short_and_counted() -> None:
    faults = [Fault(what=f"Fault {number}.", fix="Mend it.") for number in range(30)]
    text = drawn(verification(*faults), HERE, width=80, colour=False, ascii=True)
    assert "Fault 11." in text
    assert "Fault 12." not in text
    assert "18 more" in text


def test_the_summary_names_what_is_refused() -> None:
    assert summary([verification(), verification(REFUSAL)], 12.4) == (
        "1 of 2 proved, 0 gradings in 12 s. Refused: exercise-21"
    )


def test_json_says_the_same() -> None:
    (one,) = (data := json.loads(as_json([verification(REFUSAL)], 1.0, HERE)))["exercises"]
    assert (data["proved"], one["exercise"], one["proved"]) == (False, "exercise-21", False)
    assert one["faults"] == [
        {
            "what": "It is so.",
            "fix": "Make it otherwise.",
            "place": "solutions/x/test_hidden.py:3",
            "warning": False,
        }
    ]


def test_a_difference_between_two_reports_is_shown_where_it_begins() -> None:
    one = '{\n "outcome": "failed",\n "checks": [\n  {"id": "test_a", "fact": "it was 0x1"}\n ]\n}\n'
    assert difference(one, one) == ""
    told = difference(one, one.replace("0x1", "0x2"))
    assert told.startswith("checks: …")
    assert "0x1" in told
    assert "0x2" in told

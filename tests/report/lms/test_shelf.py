import subprocess
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint

import pytest

from grader.report.lms import BadWriter, drawn, load, names, shelf
from grader.report.lms.conformance import reports
from grader.report.lms.gradescope import GRADESCOPE
from tests.cli.conftest import ENVIRONMENT

OWN = replace(GRADESCOPE, name="own")
NEWER = replace(GRADESCOPE, name="newer", api_version=2)
NOT_A_WRITER = type("Old", (), {"api_version": 1})()
BROKEN = replace(GRADESCOPE, name="broken", render=lambda report, options: {}["no such key"])


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Entry points of this module, as if a package had them."""
    here = {"own": "OWN", "newer": "NEWER", "odd": "NOT_A_WRITER", "gone": "GONE", "broken": "BROKEN"}
    points = {
        name: EntryPoint(name, f"{__name__}:{attribute}", shelf.ENTRY_POINTS)
        for name, attribute in here.items()
    }
    monkeypatch.setattr(shelf, "_installed", lambda: points)
    monkeypatch.setitem(sys.modules, __name__, sys.modules[__name__])


def test_every_built_in_writer_has_the_name_it_is_found_by() -> None:
    assert [load(name).name for name in shelf.BUILT_IN] == list(shelf.BUILT_IN)


def test_a_package_adds_writers(installed: None) -> None:
    assert {"own", "gradescope"} <= set(names())
    assert load("own") is OWN
    assert shelf.origin("own") == f"{__name__}:OWN"
    assert shelf.origin("gradescope") == "built in"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("newer", "made for api_version 2, this grader has 1"),
        ("odd", "is a Old, not a grader.report.lms.Writer"),
        ("gone", "cannot be loaded: AttributeError"),
        ("gradscope", "Did you mean gradescope?"),
        ("zzz", "There are gradescope, codio,"),
    ],
)
def test_what_cannot_be_loaded_says_why(installed: None, wanted: str, said: str) -> None:
    with pytest.raises(BadWriter, match=r".") as error:
        load(wanted)
    assert said in str(error.value)


def test_a_writer_of_a_package_that_fails_is_named(installed: None) -> None:
    with pytest.raises(BadWriter, match="The format broken failed: KeyError: 'no such key'"):
        drawn(load("broken"), reports()["mixed"])


def test_names_cost_no_import_of_a_writer() -> None:
    code = (
        "import sys; from grader.report.lms import names; names()\n"
        "print([m for m in sys.modules if m.endswith(('gradescope', 'sarif', 'jinja2', 'pygments'))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    assert done.stdout == "[]\n"

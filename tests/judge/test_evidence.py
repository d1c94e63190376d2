"""Notes for a human about code that can reach the recorder."""

import pytest

from grader.judge.evidence import notes


@pytest.mark.parametrize(
    ("source", "name", "line"),
    [
        ("import sys\nsys._getframe()", "sys._getframe", 2),
        ("from sys import _getframe as f", "sys._getframe", 1),
        ("import gc\n\ngc.get_objects()", "gc.get_objects", 3),
        ("import ctypes", "ctypes", 1),
        ("from ctypes import CDLL", "ctypes", 1),
        ("import inspect\ninspect.stack()", "inspect.stack", 2),
        ("import os\nos.write(3, b'')", "os.write", 2),
        ("def f(e):\n    return e.__traceback__.tb_frame", "tb_frame", 2),
    ],
)
def test_a_way_to_the_recorder_is_named_with_its_line(source, name, line):
    assert notes(source) == (
        f"To look at: line {line} uses {name}, with which a program can reach what records it.",
    )


@pytest.mark.parametrize(
    "source", ["import asyncio, os, sys\nprint(os.getpid(), sys.argv)", "def", "x" * 200_000]
)
def test_what_everybody_uses_is_not_noted(source):
    assert notes(source) == ()


def test_each_way_is_named_once_where_it_is_used_first():
    assert [note.split()[4] for note in notes("import gc\ngc.get_objects()\ngc.get_objects()")] == ["2"]

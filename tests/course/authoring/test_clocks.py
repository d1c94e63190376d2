"""Where a suite asks for real time."""

import pytest

from grader.course.authoring.clocks import drawn, written


@pytest.mark.parametrize(
    "line",
    [
        "import time; time.time()",
        "import time as t; t.perf_counter_ns()",
        "from time import monotonic as now; now()",
        "import datetime; datetime.datetime.now()",
        "from datetime import date; date.today()",
        "from timeit import default_timer; default_timer()",
        "import time; clock = time.monotonic",
        "import time; time.sleep(1)",
    ],
)
def test_a_clock_in_the_text_is_seen_whatever_it_is_called(line: str) -> None:
    assert [read.line for read in written("pass\n" + line.replace("; ", "\n"))] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "import asyncio\nasyncio.get_running_loop().time()",
        "from datetime import timedelta\ntimedelta(seconds=1)",
        "def now(): ...\nnow()",
        "import time\n@in_guest\nasync def probe(module):\n    time.sleep(1)\n",
        "not python (",
    ],
)
def test_virtual_time_and_what_runs_beside_the_answer_are_no_clocks(text: str) -> None:
    assert written(text) == ()


@pytest.mark.parametrize(
    "line",
    [
        "import random; random.random()",
        "from random import choice; choice([1, 2])",
        "import random; random.Random()",
        "from random import Random; Random()",
        "import os; os.urandom(2)",
        "import uuid; uuid.uuid4()",
        "import secrets as s; s.token_hex()",
    ],
)
def test_chance_in_the_text_is_seen(line: str) -> None:
    assert [read.line for read in drawn("pass\n" + line.replace("; ", "\n"))] == [3]


@pytest.mark.parametrize(
    "text",
    [
        "import random\nrandom.Random(5).random()",
        "from random import Random\nRandom('seed').choice([1])",
        "import random\nrandom.seed(5)\nrandom.random()",
        "submission.random('urls').choice([1])",
        "import random\n@in_guest\nasync def probe(module):\n    random.random()\n",
        "not python (",
    ],
)
def test_what_has_a_seed_and_what_runs_beside_the_answer_is_no_chance(text: str) -> None:
    assert drawn(text) == ()

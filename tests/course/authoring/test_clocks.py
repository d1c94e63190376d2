"""Where a suite asks for real time."""

import pytest

from grader.course.authoring.clocks import written


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

"""Other orders of events that are as legal as the plain one: an answer that is right is right under each.

What asyncio and Python leave open, and a schedule decides:

* Deadlines of the same instant (`ties`).  The documentation of `call_later` calls their order undefined,
  and it is: on a clock that ticks every 16 ms, as on Windows, five equal sleeps end in the order 0 2 4 1 3.
  This holds for the program's sleeps and timeouts, for its threads, and for the delays of collaborators.
* In which order a set of tasks iterates (`set_order`): by hashes, which are addresses.
* What `random` gives (`seed`).

What stays as it is, because the documentation promises it or a suite's author decides it:

* The ready queue.  `call_soon` runs callbacks in the order in which they were registered; exercise-04 is
  about nothing else.
* Which of several locks' waiters goes on, which item of a queue is next: first come, first served.
* How long something takes.  `stagger` is for a suite to ask for: from outside it would change times that
  suites are right to be exact about.
* The order of a set of texts.  Python leaves it open, by a seed of the whole process; guests are forked, so
  another order would take another launcher.
* The order of answers that collaborators give without any delay: they have ended in that order.

What a test names itself (`submission.run(..., ties=3)`) is never overridden.
"""

from __future__ import annotations

from grader.model import Schedule

_SET_ORDERS = ("reversed", "created")


def schedules(number: int, seed: int = 0) -> tuple[Schedule, ...]:
    """Return so many legal orders other than the plain one; the same for the same seed."""
    first = seed * 1000 + 1
    return tuple(
        Schedule(ties=first + place, set_order=_SET_ORDERS[place % 2], seed=first + place)
        for place in range(number)
    )


def as_options(schedule: Schedule) -> str:
    """Write a schedule as the options of `submission.run` that ask for it."""
    plain, fields = Schedule(), ("stagger", "set_order", "ties", "seed")
    named = [name for name in fields if getattr(schedule, name) != getattr(plain, name)]
    return ", ".join(f"{name}={getattr(schedule, name)!r}" for name in named)

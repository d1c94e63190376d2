"""What the rules on time limits do not take for one that ran out."""

from grader.judge.rules import shelf
from grader.judge.rules.finding import judged

CUT_BY_THE_GROUP = """\
import asyncio


async def main():
    scales = asyncio.Semaphore(1)

    async def weigh(parcel):
        async with scales, asyncio.timeout(5):
            await asyncio.sleep(1)
            raise ValueError(parcel)

    async with asyncio.TaskGroup() as group:
        for parcel in ("red", "blue", "green"):
            group.create_task(weigh(parcel))
"""


def test_a_task_that_its_group_cancels_in_a_queue_is_not_out_of_time(answer) -> None:
    (rule,) = (rule for rule in shelf.own_rules() if rule.id == "timeout-includes-waiting")
    case = answer(CUT_BY_THE_GROUP, rule)
    assert case.failed
    assert rule.id not in [finding.rule for finding in judged(case, [rule]).findings]

"""Every instruction has a place in the text, also one that the compiler gave none."""

from grader.run.guest.engine.recording.spans import spans

LOOP = """\
def wait_for_it(tasks):
    while tasks:
        for task in list(tasks):
            if task.done():
                tasks.remove(task)
"""


def test_a_jump_back_to_the_head_of_a_loop_stands_in_the_loop():
    names = {}
    exec(compile(LOOP, "exercise.py", "exec"), names)
    code = names["wait_for_it"].__code__
    first = next(index for index, one in enumerate(code.co_positions()) if one[0] == 2)
    lines = {span[0] for span in spans(code)[first:]}
    assert lines == {2, 3, 4, 5}

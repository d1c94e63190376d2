"""Every instruction has a place in the text, also one that the compiler gave none."""

from grader.run.guest.engine.recording.spans import span, spans_of_heads

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
    heads = spans_of_heads(code)
    first = next(index for index, one in enumerate(code.co_positions()) if one[0] == 2)
    lines = {span(code, 2 * index, heads)[0] for index in range(first, len(code.co_code) // 2)}
    assert lines == {2, 3, 4, 5}

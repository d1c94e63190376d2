"""The front door: the command `grade`.

One module a command, loaded when that command is used; the only wing that knows Click.  What a
command does is `grader.grading`'s and `grader.report`'s business; here words become arguments,
records become text on the right stream, and every end gets its exit code (`grader.cli.ends`).
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit.  An interrupt while Click is being imported is as quiet as any other."""
    try:
        from grader.cli.root import root

        root(prog_name="grade")
    except KeyboardInterrupt:
        sys.exit(130)

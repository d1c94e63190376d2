"""Write reports for platforms: one module a format, found by name, each a pure function.

writer = load("gradescope")
files = drawn(writer, report, {})      # name of a file -> its bytes

What a platform shows to learners is redacted here, before a writer sees it (`grader.report.redaction`).
"""

from grader.report.lms.drawn import drawn
from grader.report.lms.shelf import BadWriter, load, names
from grader.report.lms.writer import API_VERSION, STDOUT, MissingOption, Writer

__all__ = ["API_VERSION", "STDOUT", "BadWriter", "MissingOption", "Writer", "drawn", "load", "names"]

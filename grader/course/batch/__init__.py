"""Grade a whole course: read what a platform handed out, grade each answer once, keep what came of it.

source (a tree of members, in memory) -> importer (who handed in what) -> intake (which file counts)
-> ledger (durable) -> engine (a window of futures over any Executor) -> results.

`run` in `grader.course.batch.batch` is the door; start reading there.
"""

"""Write scores into a copy of what a platform exported, and pack the pages that go back to learners.

scores (of a batch's ledger) -> a gradebook's `fill` (pure: bytes in, bytes out) -> the instructor uploads it.

One column is touched; every other byte stays.  `shelf` finds gradebooks by name.
"""

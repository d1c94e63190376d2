"""The workshop: what a course does with many exercises and many answers."""

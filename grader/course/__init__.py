"""The workshop: many submissions, and exercises in the making."""

"""Many submissions, whole courses: what is built on grading one answer."""

"""What learners get: exercises, the grader, sealed suites to practise with; nothing else of the key."""

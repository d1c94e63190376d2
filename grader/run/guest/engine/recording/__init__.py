"""What a program's tasks, threads and loops do, as a stream of events."""

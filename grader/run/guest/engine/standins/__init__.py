"""What a program meets in the place of the standard library: all that waits, reads a clock, runs elsewhere."""

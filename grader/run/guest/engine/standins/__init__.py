"""What a program meets in place of the standard library: all that waits, reads a clock, or runs elsewhere."""

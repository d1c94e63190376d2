"""Virtual time: who takes part, whose turn it is, when time passes, and when it cannot."""

"""The trusted side of a run: the clock's owner, the session with a guest, the collaborators."""

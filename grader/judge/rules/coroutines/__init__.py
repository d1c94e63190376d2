"""Mistakes about coroutines and who runs them: a module and a page for each."""

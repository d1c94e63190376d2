"""Mistakes about queues: a module and a page for each."""

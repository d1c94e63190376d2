"""Mistakes about cancellation: a module and a page for each."""

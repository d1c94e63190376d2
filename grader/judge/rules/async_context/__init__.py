"""Mistakes about async context: a module and a page for each."""

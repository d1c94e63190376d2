"""Mistakes about async iteration: a module and a page for each."""

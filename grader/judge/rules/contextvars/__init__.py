"""Mistakes about contexts and their variables: a module and a page for each."""

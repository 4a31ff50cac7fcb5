"""Catalog against law texts: which text holds when, what quotations and links are worth, what a change touches.

Between the catalog, which says what is cited, and the views, which show it: everything here works with
no text at all, and then says so (未核对) instead of guessing.
"""

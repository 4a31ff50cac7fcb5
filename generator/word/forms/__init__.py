"""Forms of an inspection (执法文书): any document type whose layout the catalog states as blocks.

A layout without values, ours or a template of the bureau's own, is filled in one operation: by the
catalog's words for the day, and by what a case supplies.
"""

"""What stops a run before or in the middle of it."""


class BulkError(Exception):
    """A run that cannot begin or go on; the message, in Chinese, says why and what to do."""

"""What stops a run before or in the middle of it."""

from generator import SaidError


class BulkError(SaidError):
    """A run that cannot begin or go on; the message, in Chinese, says why and what to do."""

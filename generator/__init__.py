"""The generator: one catalog, dated law, four outputs.

Data comes in at `catalog.load`, is resolved for a day in `views`, and goes out through `site`, `word`
and `search`. Imports go down only; the contract stands in pyproject.toml.
"""


class SaidError(Exception):
    """What ends a command and is no fault of the program: the message, in Chinese, says what is wrong and what to do.

    The command line prints it as it is (`cli.failures`).
    """

"""The command line `jianguan`: reads options, calls, reports. Nothing else knows click.

Exit 0: fine. 1: problems found. 2: wrong use. Heavy modules are imported inside the commands, so that
`--help` answers at once.
"""

from generator.cli.main import main

__all__ = ["main"]

"""`make measure`: every format printed by LibreOffice and measured against GB/T 9704; the table, in Chinese."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests import render
from tests.measure import run
from tests.measure.findings import table
from tests.measure.standard import NOT_SHOWN


def main() -> int:
    """Print the table; 1 where something is out of tolerance."""
    if render.missing():
        sys.stdout.write(f"{render.missing()}，没有测量\n")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        findings = run.findings(Path(folder))
    wrong = [finding for finding in findings if not finding.ok]
    sys.stdout.write(table(findings) + "\n\n")
    sys.stdout.write("LibreOffice 不能显示、这里没有量的：\n" + "".join(f"- {reason}\n" for reason in NOT_SHOWN))
    sys.stdout.write(
        f"\n共 {len(findings)} 项，不符 {len(wrong)} 项\n" + "".join(f"不符：{finding}\n" for finding in wrong)
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())

"""What only POSIX has is called in one place, or where its absence is asked for first: the program runs on Windows, too."""

from __future__ import annotations

import re

from tests.conftest import REPOSITORY

ONLY_POSIX = re.compile(
    r"\bimport (?:fcntl|pwd|grp|resource)\b"
    r"|\bos\.(?:fork|getuid|geteuid|getpgid|killpg|kill|setsid|statvfs|chown|mkfifo|sendfile|writev|sched_getaffinity|register_at_fork|sync)\b"
    r"|\bsignal\.SIG(?:KILL|HUP|ALRM|USR)|[\"']/(?:proc|dev|tmp|etc)/"
)
ASKED_FOR_FIRST = {
    "generator/processes.py": {"os.sched_getaffinity"},
    "generator/entry.py": {"os.register_at_fork", "os.kill", "signal.SIGHUP"},
}
"""File → what it calls where it is there (`hasattr`), or in a forked process alone."""


def test_what_only_posix_has_is_called_in_one_place() -> None:
    found = {}
    for package in ("generator", "search_index"):
        for path in (REPOSITORY / package).rglob("*.py"):
            name = path.relative_to(REPOSITORY).as_posix()
            calls = {call.strip("\"'") for call in ONLY_POSIX.findall(path.read_text(encoding="utf-8"))}
            if calls and name != "generator/files/system.py":
                found[name] = calls
    assert found == ASKED_FOR_FIRST

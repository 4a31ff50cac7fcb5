"""Where `jianguan` and `python -m generator` begin and end.

What the surroundings may have wrong (streams, locale, clock, working folder) is put right or refused here, once, and
whatever reaches the top is told in one Chinese line with an exit code. Little is imported before the commands are, so
that Ctrl-C is answered while they are still being loaded.

Exit codes beside those of the commands (`cli.failures`): 1 where a file, a disk or the memory failed, 70 for a fault of the
program, 128 + the number of the signal where one ended it (141: whoever read the output went away).
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

_FAILED, _WRONG_USE, _FAULT, _BY_SIGNAL, _PIPE = 1, 2, 70, 128, 13
_GRACE, _LATER = 5.0, 0.05
"""Seconds: a worker that is asked to end has to hand over what it is at; until an interrupt that was lost comes again."""

_REPORT = "error.txt"
_DEBUG = "JIANGUAN_DEBUG"
_CHINESE = "监管事项"


class EndedError(KeyboardInterrupt):
    """The process was asked to end, or its terminal was closed: what Ctrl-C has cleaned up is cleaned up."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class PrintError(Exception):
    """What a command says cannot be printed: no OSError, so that nobody takes it for a file that was not written."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _Printed(io.TextIOWrapper):
    """The standard output. Raises PrintError."""

    def write(self, text: str, /) -> int:
        try:
            return super().write(text)
        except OSError as error:
            raise PrintError(error) from error

    def flush(self) -> None:
        try:
            super().flush()
        except OSError as error:
            raise PrintError(error) from error


def main() -> NoReturn:
    """Run the command of the command line and end the process."""
    status = outcome(_begun)
    _let_go()
    sys.exit(status)


def outcome(work: Callable[[], int]) -> int:
    """The exit code of what is to be done; whatever it raises is told."""
    try:
        status = work()
        sys.stdout.flush()
        return status
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException as error:
        return _told(error)


def _begun() -> int:
    _answer_signals()
    _open_streams()
    _restart_in_utf8()
    _check_surroundings()
    return command()


def command() -> int:
    """Run the command of the command line; its exit code. Raises what is not its to tell."""
    import click

    from generator.cli import main as commands

    out = sys.stdout
    try:
        result = commands.main(prog_name="jianguan", standalone_mode=False)
    except SystemExit as error:
        out.flush()  # where nobody reads any more, click put another in its place
        result = error.code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        return _say("已中止。", _FAILED)
    return result if isinstance(result, int) else 0


def _answer_signals() -> None:
    """Have a request to end and a closed terminal end like Ctrl-C; what is ignored (nohup) stays so."""
    sys.unraisablehook = _again
    ending = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    for number in ending:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_be_a_worker)


def _again(fault: sys.UnraisableHookArgs) -> None:
    """An interrupt that came where nothing can be raised (while an object is removed) comes once more; the rest is of no use."""
    if isinstance(fault.exc_value, KeyboardInterrupt):
        import threading

        number = getattr(fault.exc_value, "number", signal.SIGINT)
        if number != signal.SIGINT:
            signal.signal(number, _end)
        threading.Timer(_LATER, os.kill, (os.getpid(), number)).start()
    elif os.environ.get(_DEBUG):
        sys.__unraisablehook__(fault)


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)
    raise EndedError(number)


def _be_a_worker() -> None:
    """A worker leaves it to the process that started it to end in good order: that waits for ever for what one that was
    ended in the middle of an answer has not sent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _end_soon)


def _end_soon(_number: int, _frame: FrameType | None) -> None:
    import threading

    ending = threading.Timer(_GRACE, os._exit, (_FAILED,))
    ending.daemon = True
    ending.start()


def _open_streams() -> None:
    """Have Chinese, and any file's name, printed whatever the locale says; what goes to a closed stream goes nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # the numbers are given in order: 0, 1, 2
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if _writes_chinese(stream.encoding) else "utf-8", errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        out, by_line = sys.stdout, sys.stdout.line_buffering
        sys.stdout = _Printed(out.detach(), out.encoding, "replace", line_buffering=by_line)


def _restart_in_utf8() -> None:
    """Under a locale whose file names cannot be Chinese, start once more in Python's UTF-8 mode."""
    if not _writes_chinese(sys.getfilesystemencoding()) and "utf8" not in sys._xoptions:
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


def _writes_chinese(encoding: str) -> bool:
    try:
        return bool(_CHINESE.encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def _check_surroundings() -> None:
    """End with a reason where no command can work. SOURCE_DATE_EPOCH is read by mkdocs, too."""
    from generator import clock

    try:
        os.getcwd()  # noqa: PTH109 (a Path would ask it when it is too late to say why)
    except OSError:
        sys.exit(_say("错误：现在所在的文件夹已被删去或者移走；请换到别的文件夹再运行", _FAILED))
    try:
        clock.default_day()
    except ValueError as error:
        sys.exit(_say(f"错误：{error}", _WRONG_USE))


def _told(error: BaseException) -> int:
    """Say in one line what ended the command; its exit code."""
    if isinstance(error, BrokenPipeError):  # whoever read the output has enough of it
        return _BY_SIGNAL + _PIPE
    if isinstance(error, KeyboardInterrupt):
        return _say("已中止。", _BY_SIGNAL + getattr(error, "number", signal.SIGINT))
    if isinstance(error, PrintError):
        return _unprinted(error.reason)
    if isinstance(error, MemoryError):
        return _say("错误：内存不够，没有做完；请关闭别的程序再运行", _FAILED)
    if isinstance(error, OSError):
        from generator.files import explained

        _written_down(error, only_debug=True)
        return _say(f"错误：{explained(error)}", _FAILED)
    return _say(f"错误：程序出错（{type(error).__name__}），没有做完。{_written_down(error)}", _FAULT)


def _unprinted(error: OSError) -> int:
    """The exit code where the output could not be printed; nothing is said where nobody reads it any more."""
    if isinstance(error, BrokenPipeError):
        return _BY_SIGNAL + _PIPE
    from generator.files import reason

    return _say(f"错误：命令的输出没有显示完：{reason(error)}；做到了哪一步，请再运行一次核对", _FAILED)


def _written_down(error: BaseException, *, only_debug: bool = False) -> str:
    """Where the details of a fault are, for the maintainers: in the user's own cache, or on the screen for who asked."""
    import traceback

    details = "".join(traceback.format_exception(error))
    if os.environ.get(_DEBUG):
        _say(details, _FAULT)
    if os.environ.get(_DEBUG) or only_debug:
        return ""
    from generator.files import private_folder, write_file

    try:
        report = private_folder() / _REPORT
        write_file(report, f"{sys.version}\n{sys.argv}\n{details}".encode(errors="replace"), mode=0o600)
    except OSError:
        return f"请设环境变量 {_DEBUG}=1 再运行一次，把显示的内容交给维护人员"
    return f"请把 {report} 交给维护人员"


def _say(line: str, status: int) -> int:
    with contextlib.suppress(OSError):
        print(line, file=sys.stderr, flush=True)  # noqa: T201 (click may not be there yet)
    return status


def _let_go() -> None:
    """Nothing is left to be said or caught: no stream and no signal makes Python print a traceback while it ends."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    exec("")  # Python ends itself by the signal where Ctrl-C came in generated code; this has it forget that
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, PrintError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())

"""Nothing Whoosh unpickles may name a class or a function: importing this module makes Python refuse it.

Whoosh keeps postings and stored fields as pickles of plain values. Python reports each name that a pickle asks for
to its audit hooks before looking it up; without names a pickle can build lists, texts and numbers and no more. The
hook asks who unpickles and leaves all others alone.
"""

from __future__ import annotations

import pickle
import sys


def _refuse_names(event: str, arguments: tuple[object, ...]) -> None:
    if event == "pickle.find_class":
        asking = sys._getframe(1).f_globals.get("__name__", "")
        if asking.partition(".")[0] == "whoosh":
            raise pickle.UnpicklingError(f"检索索引中有不该有的内容：{'.'.join(map(str, arguments))}")


sys.addaudithook(_refuse_names)

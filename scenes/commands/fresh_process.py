"""A fresh process runs a command with the code as it stands in the files now, not as it was loaded earlier.

Nothing else of the project is imported before :func:`run` is: a mistake in its code, too, is told in one line.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback
from contextlib import redirect_stdout
from pathlib import Path
from typing import NoReturn

from scenes import ROOT


def run(arguments: list[str], silently: bool = False) -> NoReturn:
    """Run ``lesson`` with these arguments and end with its exit code.

    Parameters
    ----------
    silently
        Whether what it prints on stdout is left out.
    """
    # Asked to end, it still puts away what it has half written.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(1))
    try:
        main = importlib.import_module("scenes.commands").main
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere if silently else sys.stdout):
            main(arguments, prog_name="lesson")
    except Exception as error:
        print(in_one_line(error), file=sys.stderr)
        sys.exit(1)
    sys.exit(0)


def in_one_line(error: BaseException) -> str:
    """Return what went wrong, and in which line of the project: ``scenes/xor.py:12: NameError: …``."""
    about = " ".join(str(error).split())
    if isinstance(error, SyntaxError) and error.filename:
        place, about = (error.filename, error.lineno), error.msg
    else:
        frames = traceback.extract_tb(error.__traceback__)
        own = [frame for frame in frames if Path(frame.filename).is_relative_to(ROOT)]
        place = (own[-1].filename, own[-1].lineno) if own else ("", None)
    what = f"{type(error).__name__}: {about}" if about else type(error).__name__
    if not place[0]:
        return what
    path = Path(place[0])
    return f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{place[1]}: {what}"

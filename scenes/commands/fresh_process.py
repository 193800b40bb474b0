"""A fresh process runs a command with the code as it stands in the files now, not as it was loaded earlier.

Little of the project is imported before :func:`run` is: a mistake in its code, too, is told in one line.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from contextlib import redirect_stdout
from typing import NoReturn

from scenes.config.one_line import in_one_line


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

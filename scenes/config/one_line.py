"""What has gone wrong, told in one line that names the place in the project."""

from __future__ import annotations

import traceback
from pathlib import Path

from scenes import ROOT


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

"""How fast are the lessons? One command prints one table.

    python tests/benchmarks [--quick]

Each measurement is a script of its own, with what it counts and what it does not in its first lines; each runs in a
process of its own:

- ``bench_drawing.py``: painted pictures against the same pictures of plain manim objects (``plain.py``).
- ``bench_film.py``: each lesson's film against what the encoder alone needs for its frames (``encoder_alone.py``),
  and memory.
- ``bench_storyboard.py``: how long a teacher waits for the picture of a whole lesson, by the ordinary command.
- ``bench_again.py``: an unchanged film rendered once more.
- ``bench_render.py``: a film rendered by two processes against one.
- ``bench_publish.py``: what stands beside a film against the film.
- ``bench_nnlib.py``: training; prints its own lines.

The table shows what was aimed at and what is. Nothing fails: how fast a computer is today is no property of the code.
The whole takes some half an hour on two cores, ``--quick`` some minutes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def run(script: str, quick: bool) -> dict[str, Any]:
    """Run a measurement and return what its last line says."""
    command = [sys.executable, str(HERE / script), *(["--quick"] if quick else [])]
    done = subprocess.run(command, cwd=HERE.parent.parent, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def drawing_row(letter: str, name: str, sides: dict[str, float], aim: str = "") -> tuple[str, ...]:
    """Return the row of a drawing duel."""
    painted, plain = sides["painted"], sides["plain"]
    figures = f"{1000 / painted:.0f} against {1000 / plain:.1f} frames/s ({painted:.1f} and {plain:.0f} ms)"
    return letter, name, figures, f"{sides['ratio']:.1f} ×", aim


def camera_row(name: str, camera: dict[str, float]) -> tuple[str, ...]:
    """Return the row of frames in which the camera moves, against those of a signal that passes while it rests."""
    figures = f"{camera['camera']:.1f} ms against {camera['at rest']:.1f} ms (medians)"
    return "", name, figures, f"{camera['ratio']:.2f} ×", "≤ 1.5 ×"


def film_row(lesson: str, part: str, film: dict[str, float]) -> tuple[str, ...]:
    """Return the row of a film: seconds, frames a second, memory, the ratio to the encoder alone."""
    speed = f"{film['frames'] / film['film']:.0f} frames/s, {film['megabytes']:.0f} MB"
    figures = f"{film['film']:.1f} s against {film['encoder']:.1f} s ({film['frames']:,.0f} frames, {speed})"
    return "c", f"{lesson}, {part}", figures, f"{film['ratio']:.2f}", "≤ 1.5" if lesson == "xor" else "≤ 2.0"


def storyboard_row(lesson: str, seconds: dict[str, float]) -> tuple[str, ...]:
    """Return the row of a storyboard: seconds with training, and after an edit of the words."""
    figures = f"{seconds['first']:.1f} s with training, {seconds['again']:.1f} s after an edit"
    return "d", lesson, figures, "", "≤ 15 s" if lesson == "xor" else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer frames, a part of the film")
    quick = parser.parse_args().quick
    drawing = run("bench_drawing.py", quick)
    films = run("bench_film.py", quick)
    storyboards = run("bench_storyboard.py", quick)
    again = run("bench_again.py", quick)
    render = run("bench_render.py", quick)
    publish = run("bench_publish.py", quick)
    part = "a part" if quick else "whole film"
    workers = f"{render['two']:.1f} s against {render['one']:.1f} s ({render['frames']:,} frames)"
    beside = f"{publish['publish']:.1f} s against {publish['render']:.1f} s, {publish['megabytes']:.0f} MB"
    rows = [
        ("", "1920×1080, 60 frames a second", "painted against plain objects", "ratio", "aim"),
        drawing_row("a", "3-4-1, learning beat, all changing", drawing["changing"], "≥ 15 ×"),
        drawing_row("", "the same beat as it is filmed", drawing["filmed"]),
        drawing_row("b", "10-12-12-12-4 with numbers", drawing["large"], "≥ 15 ×"),
        ("", "", "camera moving against a signal passing at rest", "", ""),
        *[camera_row(name, figures) for name, figures in drawing.items() if name.startswith("camera moves")],
        ("", "", "film against encoder alone", "", ""),
        *[film_row(lesson, part, film) for lesson, film in films.items()],
        ("", "", "storyboard, from the start of the command", "", ""),
        *[storyboard_row(lesson, seconds) for lesson, seconds in storyboards.items()],
        ("", "", "rendered once more against the first time", "", ""),
        ("", "lesson render xor, 480p15", f"{again['again']:.1f} s against {again['first']:.1f} s", "", ""),
        ("", "", "two workers against one", "", ""),
        ("", "lesson render xor, " + ("a beat" if quick else "whole film"), workers, f"{render['ratio']:.2f} ×", ""),
        ("", "", "lesson publish once it is rendered against lesson render", "", ""),
        ("", "lesson publish xor, " + ("480p15" if quick else "1080p60"), beside, f"{publish['share']:.2f}", ""),
    ]
    widths = [max(len(row[k]) for row in rows) for k in range(len(rows[0]))]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()

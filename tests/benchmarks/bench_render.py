"""How much sooner is a film there when two processes render it? ``lesson render``, 2 workers against 1.

The lesson is rendered at 1080p60 by the ordinary command, each time into an empty folder in which only the recorded
training lies; starting, rehearsing and binding count, too. Of each the shortest counts.

python tests/benchmarks/bench_render.py [--quick]
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import av

from scenes import ROOT


def render(media: Path, workers: int, *options: str) -> tuple[float, int]:
    """Render the lesson; return the seconds it took and the frames it has."""
    command = [sys.executable, "-m", "scenes.commands", "render", "xor", "-o", str(media)]
    start = time.perf_counter()
    subprocess.run([*command, "--workers", str(workers), *options], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    seconds = time.perf_counter() - start
    (film,) = media.glob("videos/xor/*/Xor*.mp4")
    with av.open(str(film)) as container:
        frames = container.streams.video[0].frames
    shutil.rmtree(media / "videos")
    return seconds, frames


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one beat instead of the whole film")
    quick = parser.parse_args().quick
    options = ["--beat", "one example"] if quick else []
    took: dict[int, list[float]] = {1: [], 2: []}
    frames = 0
    with TemporaryDirectory() as folder:
        media = Path(folder)
        render(media, 1, "--quality", "l", "--beat", "close")  # leaves the recorded training behind
        for _ in range(2):
            for workers, times in took.items():
                seconds, frames = render(media, workers, *options)
                times.append(seconds)
    one, two = min(took[1]), min(took[2])
    print(json.dumps({"one": one, "two": two, "ratio": one / two, "frames": frames}))


if __name__ == "__main__":
    main()

"""How long does a teacher wait to see an edit? The storyboard of each lesson, by the ordinary command.

Each is drawn in a process of its own, start and all: first into an empty folder, so that it trains, and then again
with the stored training, as after an edit of the words; of three such runs the shortest counts.

python tests/benchmarks/bench_storyboard.py [--quick]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

from scenes import ROOT


def drawn(lesson: str, folder: str) -> float:
    """Draw the storyboard of a lesson in a folder; return the seconds it took."""
    command = [sys.executable, "-m", "scenes.commands", "storyboard", str(ROOT / "configs" / f"{lesson}.yaml")]
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only xor")
    quick = parser.parse_args().quick
    lessons = ["xor"] if quick else sorted(path.stem for path in (ROOT / "configs").glob("*.yaml"))
    found = {}
    for lesson in lessons:
        with TemporaryDirectory() as folder:
            first = drawn(lesson, folder)
            found[lesson] = {"first": first, "again": min(drawn(lesson, folder) for _ in range(3))}
    print(json.dumps(found))


if __name__ == "__main__":
    main()

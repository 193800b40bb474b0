"""How long does a second render of an unchanged lesson take? By the ordinary command, start and all.

Xor is rendered at 480p into an empty folder, and then three times more with nothing changed; of these the median
counts, and its share of what the start of the command alone takes (``lesson --help``).

python tests/benchmarks/bench_again.py [--quick]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from tempfile import TemporaryDirectory

from scenes import ROOT


def run(folder: str, *arguments: str) -> float:
    """Run ``lesson`` with arguments in a folder; return the seconds it took."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "scenes.commands", *arguments]
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="the same; it is short")
    parser.parse_args()
    render = "render", str(ROOT / "configs" / "xor.yaml"), "-q", "l"
    with TemporaryDirectory() as folder:
        first = run(folder, *render)
        again = statistics.median(run(folder, *render) for _ in range(3))
        start = statistics.median(run(folder, "--help") for _ in range(3))
    print(json.dumps({"first": first, "again": again, "start": start}))


if __name__ == "__main__":
    main()

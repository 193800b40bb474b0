"""How long does publishing take against rendering? What stands beside the film should cost little beside it.

The XOR lesson is rendered by the ordinary command into an empty folder. Then it is published in the same folder:
every frame is there already, and what is left is the time for texts, pictures and the binding of the film.

python tests/benchmarks/bench_publish.py [--quick]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from scenes import ROOT


def seconds_of(*command: str) -> float:
    """Return how long a command takes."""
    start = time.perf_counter()
    whole = [sys.executable, "-m", "scenes.commands", *command]
    subprocess.run(whole, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="at 480p15 instead of 1080p60")
    quality = "l" if parser.parse_args().quick else "h"
    with TemporaryDirectory() as folder:
        render = seconds_of("render", "xor", "-q", quality, "-o", folder)
        publish = seconds_of("publish", "xor", "-q", quality, "-o", folder)
        films = sum(path.stat().st_size for path in Path(folder).glob("publish/*/*.mp4"))
    share = publish / render
    print(json.dumps({"render": render, "publish": publish, "share": share, "megabytes": films / 1e6}))


if __name__ == "__main__":
    main()

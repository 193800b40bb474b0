"""How long does a whole film take, against what the encoder alone needs for its frames? And how much memory?

Each lesson is filmed at 1080p60 by the ordinary command in a process of its own, into an empty folder in which
only the recorded training lies. Then its frames are painted once more, and only the time of their encoding is
counted. Both are done in turn, and of each the shortest counts. Nothing large is loaded here: a process forked
from a large one would be counted as large.

python tests/benchmarks/bench_film.py [LESSON …] [--quick] [--rounds 2]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
QUICK = (0.45, 0.6)  # of the plays: some in the middle of the film


def film(lesson: str, media: Path, plays: tuple[int, int] | None) -> tuple[float, float]:
    """Film a lesson; return the seconds it took and the megabytes the process had at most."""
    command = [sys.executable, "-m", "manim", "-r", "1920,1080", "--fps", "60", "-v", "WARNING"]
    command += ["--progress_bar", "none", "--media_dir", str(media)]
    if plays:
        command += ["-n", f"{plays[0]},{plays[1]}"]
    start = time.perf_counter()
    process = subprocess.Popen([*command, f"scenes/{lesson}.py"], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"{lesson} could not be filmed")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return seconds, usage.ru_maxrss / unit


def encoder_alone(lesson: str, media: Path, plays: tuple[int, int] | None) -> dict[str, float]:
    """Encode the frames of a lesson; return seconds, frames, segments and the number of plays."""
    command = [sys.executable, str(HERE / "encoder_alone.py"), lesson, str(media)]
    if plays:
        command += ["--plays", str(plays[0]), str(plays[1])]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def emptied(media: Path) -> None:
    """Leave nothing in a media folder but the recorded training."""
    for path in media.iterdir():
        if path.name != "histories":
            shutil.rmtree(path)


def duel(lesson: str, quick: bool, rounds: int) -> dict[str, float]:
    """Film a lesson and encode its frames in turn; return the shortest times of each, and what they were for."""
    films, alone, memory = [], [], 0.0
    with TemporaryDirectory() as folder:
        media = Path(folder)
        count = encoder_alone(lesson, media, (0, 0))["plays"]  # leaves the recorded training behind
        plays = (int(QUICK[0] * count), int(QUICK[1] * count)) if quick else None
        for _ in range(rounds):
            emptied(media)
            seconds, megabytes = film(lesson, media, plays)
            films.append(seconds)
            memory = max(memory, megabytes)
            emptied(media)
            report = encoder_alone(lesson, media, plays)
            alone.append(report["seconds"])
    took, encoding = min(films), min(alone)  # what was disturbed least by whatever else the computer does
    return {
        "film": took,
        "encoder": encoding,
        "ratio": took / encoding,
        "frames": report["frames"],
        "segments": report["segments"],
        "megabytes": memory,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", metavar="LESSON", help="names of files in scenes/; by default all")
    parser.add_argument("--quick", action="store_true", help="a part of each film")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is filmed")
    chosen = parser.parse_args()
    lessons = chosen.lessons or sorted(path.stem for path in (ROOT / "configs").glob("*.yaml"))
    print(json.dumps({lesson: duel(lesson, chosen.quick, chosen.rounds) for lesson in lessons}))


if __name__ == "__main__":
    main()

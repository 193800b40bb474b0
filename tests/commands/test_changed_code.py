"""After a change of code, at any depth, nothing old is shown: what it trains is trained, what it draws drawn anew."""

from __future__ import annotations

import re

from .conftest import SHORT

# A file of a folder within a room, and whether it has a part in the training, and in the pictures.
FILES = {
    "nnlib/training/metrics.py": (True, True),
    "scenes/stage/network/scale.py": (False, True),
    "scenes/config/sections/look.py": (False, True),
    "scenes/output/upload/chapters.py": (False, False),
}


def test_what_a_changed_file_decides_is_made_anew(project, process):
    (project / "configs" / "changed.yaml").write_text(SHORT, encoding="utf-8")

    def render() -> tuple[int, int, int]:
        """Return how many frames the last beat has, how many were painted now, and how many trainings are kept."""
        done = process("render", "changed", "-q", "l", "--beat", "close", "-o", "films", "--workers", "1")
        assert done.returncode == 0, done.stderr
        frames, kept = re.search(r"(\d+) frames(?:, (\d+) of them kept)?", done.stdout).groups()
        trainings = len(list((project / "films" / "histories").iterdir()))
        return int(frames), int(frames) - int(kept or 0), trainings

    frames, painted, _ = render()
    assert painted == frames > 20
    for file, (trained, drawn) in FILES.items():
        source, before = project / file, (project / file).read_text(encoding="utf-8")
        trainings = len(list((project / "films" / "histories").iterdir()))
        source.write_text(before + "\n# changed\n", encoding="utf-8")
        try:
            assert render() == (frames, frames if drawn else 0, trainings + trained), file
        finally:
            source.write_text(before, encoding="utf-8")
    assert render()[1] == 0  # as at first

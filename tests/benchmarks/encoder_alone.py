"""How long does the encoder alone take for the frames of a lesson? The same segments, the same repeats.

The frames are painted as for a film, but kept, some at a time, and only then given to the encoder: painting is not
counted and does not take the encoder's processors away.

python tests/benchmarks/encoder_alone.py LESSON MEDIA_DIR [--plays FIRST LAST]
"""

from __future__ import annotations

import argparse
import importlib
import json
import time
from pathlib import Path
from typing import Any, ClassVar

import manim
from manim import tempconfig

from scenes.film import FilmRenderer, FilmWriter

KEPT = 64  # frames of 8 MB


class PatientWriter(FilmWriter):
    """A film writer that first collects frames, then encodes them with nothing else going on."""

    seconds: ClassVar[float] = 0.0
    frames: ClassVar[int] = 0
    segments: ClassVar[int] = 0

    def open_partial_movie_stream(self, *, animation_index: int, file_path: Any = None) -> None:
        """Begin a segment."""
        target = Path(file_path or self.partial_movie_files[animation_index])
        self._kept: list[tuple[Any, int]] = []
        start = time.perf_counter()
        self._encoder = self._create_segment_encoder(target)
        PatientWriter.seconds += time.perf_counter() - start
        PatientWriter.segments += 1

    def write_frame(self, pixels: Any, *, repeat: int = 1) -> None:
        """Keep a frame."""
        self._kept.append((pixels, repeat))
        PatientWriter.frames += repeat
        if len(self._kept) == KEPT:
            self._encode()

    def close_partial_movie_stream(self) -> None:
        """End the segment."""
        self._encode()
        start = time.perf_counter()
        self._encoder.finish()
        PatientWriter.seconds += time.perf_counter() - start

    def _encode(self) -> None:
        start = time.perf_counter()
        for pixels, repeat in self._kept:
            self._encoder.write_frame(pixels, repeat=repeat)
        PatientWriter.seconds += time.perf_counter() - start
        self._kept = []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lesson", help="the name of a file in scenes/")
    parser.add_argument("media", type=Path, help="where the history lies and the film is written")
    parser.add_argument("--plays", type=int, nargs=2, help="only the plays from the first to the last")
    chosen = parser.parse_args()
    full_hd = {"pixel_width": 1920, "pixel_height": 1080, "frame_rate": 60, "verbosity": "ERROR"}
    with tempconfig({**full_hd, "media_dir": str(chosen.media), "progress_bar": "none", "disable_caching": False}):
        if chosen.plays:
            manim.config.from_animation_number, manim.config.upto_animation_number = chosen.plays
        renderer = FilmRenderer()
        renderer._file_writer_class = PatientWriter
        scene = scene_of(chosen.lesson)(renderer=renderer)
        scene.render()
    print(
        json.dumps(
            {
                "seconds": PatientWriter.seconds,
                "frames": PatientWriter.frames,
                "segments": PatientWriter.segments,
                "plays": len(scene.timeline.frames),
            }
        )
    )


def scene_of(lesson: str) -> Any:
    """Return the class of a lesson's scene."""
    module = importlib.import_module(f"scenes.{lesson}")
    own = [value for value in vars(module).values() if getattr(value, "__module__", "") == module.__name__]
    return next(value for value in own if hasattr(value, "config_class"))


if __name__ == "__main__":
    main()

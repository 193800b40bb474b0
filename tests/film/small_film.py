"""A small film of one painted disc and one ordinary square, and a way to render it in a process of its own.

``python small_film.py MEDIA [--kill-after N] [--plays FIRST,LAST]`` prints what became of it as JSON.
"""

import argparse
import json
import os
import signal
import sys
from pathlib import Path

import manim
import numpy as np

from scenes.film import FilmRenderer, SegmentEncoder, snap

SIZE = {"pixel_width": 426, "pixel_height": 240, "frame_rate": 15}
QUIET = {"progress_bar": "none", "verbosity": "ERROR"}


class Disc(manim.Mobject):
    """A translucent disc that paints itself."""

    def __init__(self, colour="#FF0000", alpha=0.5, radius=1.0):
        super().__init__()
        self.colour, self.alpha, self.radius = colour, alpha, radius
        self.points = np.zeros((1, 3))

    def paint(self, ctx, camera):
        type(self).paintings += 1
        ((x, y),) = camera.to_pixels(self.points)
        ctx.arc(x, y, self.radius * camera.pixel_width / camera.frame_width, 0, 7)
        red, green, blue = manim.ManimColor(self.colour).to_rgb()
        ctx.set_source_rgba(blue, green, red, self.alpha)
        ctx.fill()

    paintings = 0

    def interpolate_color(self, mobject1, mobject2, alpha):
        self.alpha = mobject1.alpha + (mobject2.alpha - mobject1.alpha) * alpha


class SmallFilm(manim.Scene):
    """Six plays, 58 frames: 15 + 8 + 10 + 1 + 12 + 12."""

    PLAYS = (15, 8, 10, 1, 12, 12)

    def __init__(self, **kwargs):
        super().__init__(renderer=FilmRenderer(), **kwargs)

    def get_run_time(self, animations):
        return snap(super().get_run_time(animations), self.camera.frame_rate)

    def construct(self):
        square, disc = manim.Square(color="#2FBF8F"), Disc()
        self.add(square, disc)
        self.play(disc.animate.shift(2 * manim.RIGHT), run_time=1)
        self.wait(8 / 15)
        self.next_section("second")
        self.play(manim.FadeOut(square), run_time=0.7)
        self.wait(0.01)
        self.play(disc.animate.shift(3 * manim.LEFT), run_time=0.8)
        self.play(disc.animate.shift(manim.UP), run_time=0.8)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("media", type=Path)
    parser.add_argument("--kill-after", type=int)
    parser.add_argument("--plays", default="")
    arguments = parser.parse_args()
    encoded = []
    finish, write = SegmentEncoder.finish, SegmentEncoder.write_frame

    def counted_finish(encoder):
        finish(encoder)
        encoded.append(encoder.target.name)

    def deadly_write(encoder, pixels, *, repeat=1):
        write(encoder, pixels, repeat=repeat)
        if len(encoded) == 2 and encoder._next_pts >= arguments.kill_after:
            os.kill(os.getpid(), signal.SIGKILL)

    # Somebody may be editing the project while its tests run; these renders are to be compared all the same.
    sys.modules[FilmRenderer.__module__].code_digest = lambda scene: "unchanged"
    SegmentEncoder.finish = counted_finish
    if arguments.kill_after:
        SegmentEncoder.write_frame = deadly_write
    plays = {}
    if arguments.plays:
        first, last = arguments.plays.split(",")
        plays = {"from_animation_number": int(first), "upto_animation_number": int(last)}
    settings = {**SIZE, **QUIET, "media_dir": str(arguments.media), "format": "mp4", **plays}
    with manim.tempconfig(settings):
        scene = SmallFilm()
        scene.render()
    film = str(scene.renderer.file_writer.movie_file_path)
    json.dump({"film": film, "encoded": encoded, "keys": scene.renderer.animations_hashes}, sys.stdout)


if __name__ == "__main__":
    main()

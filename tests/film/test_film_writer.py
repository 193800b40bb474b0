import json
import os
import subprocess
import sys
import time
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import manim
import numpy as np
import pytest

from scenes.film import PARTIAL, FilmRenderer, Music, SegmentEncoder, assemble, remove_leftovers

from ..conftest import home_of

SCRIPT = Path(__file__).with_name("small_film.py")


def render(Film, **attributes):
    scene = type(Film.__name__, (Film,), attributes)()
    scene.render()
    return scene.renderer.file_writer


def boxes(path):
    """The names of an mp4's outermost parts, in order."""
    data, names, place = Path(path).read_bytes(), [], 0
    while place < len(data):
        names.append(data[place + 4 : place + 8].decode())
        place += int.from_bytes(data[place : place + 4], "big")
    return names


# The file


def test_the_film(studio, small_film, watch):
    path = render(small_film.SmallFilm).movie_file_path
    seen = watch(path)
    assert seen.video == {"size": (426, 240), "profile": "High", "rate": 15, "tags": (1, 1, 1, 1)}
    assert len(seen.frames) == sum(small_film.SmallFilm.PLAYS)
    assert seen.seconds == pytest.approx(len(seen.frames) / 15, abs=1e-3)
    assert seen.sound is None
    assert "Manim" in seen.comment
    assert boxes(path).index("moov") < boxes(path).index("mdat")
    assert not list(path.parent.rglob(f"*{PARTIAL}"))


def test_segments_of_any_length_join(tmp_path, watch):
    from manim._config.video_encoder import VideoEncoderSpec

    spec = VideoEncoderSpec("mp4", "libx264", "yuv420p", 64, 64, Fraction(30000, 1001), ())
    rng = np.random.default_rng(1)
    segments, colours = [], []
    for number, length in enumerate([1, 1, 2, 9, 1, 3, 30, 1]):
        segments.append(tmp_path / f"{number}.mp4")
        encoder = SegmentEncoder(target=segments[-1], spec=spec)
        for _ in range(length):
            colours.append(rng.integers(40, 220, 3))
            encoder.write_frame(np.full((64, 64, 4), [*colours[-1], 255], dtype=np.uint8))
        encoder.finish()
    film = tmp_path / "film.mp4"
    assert assemble(segments, film, spec.frame_rate) == len(colours)
    seen = watch(film)
    shown = [frame[32, 32] for frame in seen.frames]
    np.testing.assert_allclose(np.array(shown, float), np.array(colours, float), atol=12)
    assert seen.seconds == pytest.approx(len(colours) * 1001 / 30000, abs=1e-3)


def test_a_damaged_segment_is_named(tmp_path):
    (tmp_path / "bad.mp4").write_bytes(b"\0" * 100)
    with pytest.raises((av.FFmpegError, ValueError), match=r"bad\.mp4"):
        assemble([tmp_path / "bad.mp4"], tmp_path / "film.mp4", Fraction(15))
    assert not (tmp_path / "film.mp4").exists()


def test_sections_are_saved(studio, small_film, watch):
    with manim.tempconfig({"save_sections": True}):
        writer = render(small_film.SmallFilm)
    index = json.loads(writer.output_plan.section_index.read_text())
    assert [section["name"] for section in index] == ["autocreated", "second"]
    lengths = [len(watch(writer.sections_output_dir / section["video"]).frames) for section in index]
    assert lengths == [15 + 8, 10 + 1 + 12 + 12]


def test_other_formats_are_manims(studio, small_film, encoded):
    with manim.tempconfig({"format": "gif"}):
        path = render(small_film.SmallFilm).gif_file_path
    assert path.suffix == ".gif" and path.stat().st_size > 1000
    assert encoded == []


# Music


def test_music_lasts_as_long_as_the_film(studio, small_film, watch, hum):
    song = hum(studio / "song.wav", 9.0)
    writer = render(small_film.SmallFilm, setup=lambda self: setattr(self.renderer.file_writer, "music", Music(song)))
    seen = watch(writer.movie_file_path)
    frames = sum(small_film.SmallFilm.PLAYS)
    assert len(seen.frames) == frames
    assert seen.seconds == pytest.approx(frames / 15, abs=1 / 15)
    assert seen.sound.shape[1] / 48_000 == pytest.approx(frames / 15, abs=1 / 60)
    loud = abs(seen.sound[0])
    steady = loud[24_000:48_000].max()
    end = round(frames / 15 * 48_000)
    assert loud[end - 1000 : end].max() < 0.04 * steady < loud[end - 48_000 : end - 40_000].max() < 0.9 * steady
    path = writer.movie_file_path
    assert boxes(path).index("moov") < boxes(path).index("mdat")


def test_short_music_is_followed_by_silence(studio, small_film, watch, hum):
    song = hum(studio / "song.wav", 1.0)
    writer = render(small_film.SmallFilm, setup=lambda self: setattr(self.renderer.file_writer, "music", Music(song)))
    seen = watch(writer.movie_file_path)
    assert seen.sound.shape[1] / 48_000 == pytest.approx(sum(small_film.SmallFilm.PLAYS) / 15, abs=1 / 60)
    assert abs(seen.sound[:, 60_000:]).max() < 0.01


def test_sounds_of_manims_own_still_work(studio, small_film, watch, hum):
    song = hum(studio / "song.wav", 1.0)
    writer = render(small_film.SmallFilm, setup=lambda self: self.add_sound(str(song)))
    seen = watch(writer.movie_file_path)
    assert len(seen.frames) == sum(small_film.SmallFilm.PLAYS)
    assert abs(seen.sound).max() > 0.3


# The cache


def test_an_unchanged_film_encodes_nothing(studio, small_film, encoded, watch):
    first = watch(render(small_film.SmallFilm).movie_file_path)
    assert len(encoded) == 6
    second = watch(render(small_film.SmallFilm).movie_file_path)
    assert len(encoded) == 6
    assert len(second.frames) == len(first.frames)


class Weights:
    """Two equal arrays, one of which a disc is drawn from."""

    def __init__(self):
        self.first, self.second = np.ones(4), np.ones(4)


class Drift:
    def __init__(self, by):
        self.by = by

    def update(self, disc):
        disc.shift(self.by * manim.UP)


def drift(disc, by):
    disc.shift(by * manim.UP)


def one_play(small_film, change):
    class Film(small_film.SmallFilm):
        def construct(self):
            disc = small_film.Disc()
            disc.weights = Weights()
            disc.net = [disc.weights.first, disc.weights.second]
            change(disc)
            self.add(disc)
            self.play(disc.animate.shift(manim.UP), run_time=0.2)

    return Film


CHANGES = {
    "attribute": lambda disc: setattr(disc, "radius", 1.5),
    "point": lambda disc: disc.points.__setitem__((0, 0), 1e-6),
    "array element": lambda disc: disc.weights.first.__setitem__(0, 2),
    "the other array's element": lambda disc: disc.weights.second.__setitem__(0, 2),
    "updater": lambda disc: disc.add_updater(Drift(1).update, call_updater=False),
    "state behind a bound updater": lambda disc: disc.add_updater(Drift(2).update, call_updater=False),
    "argument of a partial": lambda disc: disc.add_updater(partial(drift, by=1), call_updater=False),
    "another argument of a partial": lambda disc: disc.add_updater(partial(drift, by=2), call_updater=False),
}


def test_every_change_is_rendered(studio, small_film, encoded):
    for change in [lambda disc: None, *CHANGES.values()]:
        render(one_play(small_film, change))
    assert len(set(encoded)) == len(encoded) == 1 + len(CHANGES)


def test_changed_drawing_code_is_rendered(studio, small_film, encoded, monkeypatch):
    render(small_film.SmallFilm)
    monkeypatch.setattr(home_of(FilmRenderer), "code_digest", lambda scene: "another hand")
    render(small_film.SmallFilm)
    assert len(set(encoded)) == 12


@pytest.mark.parametrize("setting", [{"background_color": "#161B22"}, {"frame_width": 10, "frame_height": 5.63}])
def test_a_changed_camera_is_rendered(studio, small_film, encoded, setting):
    render(small_film.SmallFilm)
    with manim.tempconfig(setting):
        render(small_film.SmallFilm)
    assert len(set(encoded)) == 12


def test_what_cannot_be_compared_is_rendered_each_time(studio, small_film, encoded):
    def attach(disc):
        stream = (number for number in range(3))
        disc.add_updater(lambda disc: next(stream, None), call_updater=False)

    for _ in range(2):
        render(one_play(small_film, attach))
    assert len(encoded) == 2


def test_nothing_is_thrown_out_of_the_cache(studio, small_film):
    with manim.tempconfig({"max_files_cached": 2}):
        writer = render(small_film.SmallFilm)
    assert len(list(writer.partial_movie_directory.glob("*.mp4"))) == 6


def test_old_leftovers_are_removed(tmp_path):
    old, fresh, other = (tmp_path / name for name in (f".a.mp4.1{PARTIAL}", f".b.mp4.2{PARTIAL}", "c.mp4"))
    for path in (old, fresh, other):
        path.touch()
    os.utime(old, (time.time() - 2 * 86_400,) * 2)
    remove_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([fresh, other])


# Renders in processes of their own


def start(media, *arguments, seed="0", check=True):
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, str(SCRIPT), str(media), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if not check:
        return done.returncode
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def whole(tmp_path_factory, watch):
    answer = start(tmp_path_factory.mktemp("whole"), seed="1")
    return answer, watch(answer["film"]).frames


def test_a_killed_render_is_taken_up_where_it_was(tmp_path, watch, whole):
    assert start(tmp_path, "--kill-after", "5", check=False) == -9
    answer = start(tmp_path, seed="2")
    assert answer["keys"] == whole[0]["keys"], "keys differ between processes"
    assert 0 < len(answer["encoded"]) < 6, "what was complete is used, what was not is rendered"
    np.testing.assert_array_equal(watch(answer["film"]).frames, whole[1])


@pytest.mark.parametrize(("first", "last"), [(3, 5), (0, 1), (2, 2)])
def test_a_range_of_plays_is_a_part_of_the_whole(tmp_path, watch, whole, small_film, first, last):
    answer = start(tmp_path, "--plays", f"{first},{last}")
    begin = sum(small_film.SmallFilm.PLAYS[:first])
    length = sum(small_film.SmallFilm.PLAYS[first : last + 1])
    np.testing.assert_array_equal(watch(answer["film"]).frames, whole[1][begin : begin + length])


def test_manims_command_renders_such_a_scene(tmp_path, watch):
    command = [sys.executable, "-m", "manim", "render", "-ql", "-r", "426,240", "--media_dir", str(tmp_path)]
    done = subprocess.run([*command, str(SCRIPT), "SmallFilm"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (film,) = tmp_path.rglob("SmallFilm.mp4")
    assert len(watch(film).frames) == 58

"""A lesson is really filmed, small: the file is what a player expects, and caching and ranges change nothing."""

import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest
import yaml

from scenes import ROOT

FPS = 6

# A short training and few stops: all beats, in a minute.
QUICK = {
    "extends": str(ROOT / "configs" / "xor.yaml"),
    "network": {"hidden": [4, 3]},  # in which nobody asks why it works: the film is shorter
    "training": {"epochs": 300},
    "pacing": {"shown": [20, 300], "seconds": 98},
}


def film(folder: Path, config: dict, *options: str) -> subprocess.CompletedProcess:
    """Run manim as a user does, small."""
    path = folder / "configs" / "quick.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(yaml.safe_dump(config))
    command = [sys.executable, "-m", "manim", "-r", "426,240", "--fps", str(FPS), "--progress_bar", "none"]
    command += ["--media_dir", str(folder / "media"), *options, str(ROOT / "scenes" / "xor.py")]
    environment = {**os.environ, "LESSON_CONFIG": str(path)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)


def movie(folder: Path) -> Path:
    return folder / "media" / "videos" / "quick" / f"240p{FPS}" / "Xor.mp4"


def segments(folder: Path) -> dict[str, int]:
    """Return the cached segments with the time each was written."""
    return {path.name: path.stat().st_mtime_ns for path in movie(folder).parent.glob("partial_movie_files/*/*.mp4")}


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


@pytest.fixture(scope="module")
def filmed(tmp_path_factory):
    """The quick film, with music under it that sets its length."""
    folder = tmp_path_factory.mktemp("film")
    seconds = 98.3
    (folder / "configs").mkdir()
    with wave.open(str(folder / "configs" / "tune.wav"), "wb") as tune:
        tune.setnchannels(1)
        tune.setsampwidth(2)
        tune.setframerate(22_050)
        times = np.arange(round(seconds * 22_050)) / 22_050
        tune.writeframes((8000 * np.sin(2 * np.pi * 330 * times)).astype("<i2").tobytes())
    config = {**QUICK, "pacing": {**QUICK["pacing"], "seconds": None, "music": "tune.wav"}}
    result = film(folder, config)
    return folder, config, seconds, result


def test_it_lasts_as_long_as_its_music(filmed):
    folder, _, seconds, _ = filmed
    with av.open(str(movie(folder))) as container:
        video, sound = container.streams.video[0], container.streams.audio[0]
        frames = sum(1 for _ in container.decode(video=0))
        assert abs(frames / FPS - seconds) <= 1 / FPS
        assert abs(float(sound.duration * sound.time_base) - frames / FPS) <= 1 / FPS
        assert (video.width, video.height) == (426, 240)
        assert container.metadata["title"] == "A network learns a puzzle"


def captions_of(folder: Path) -> dict[str, str]:
    """Return the texts of all captions of a film, by their places beside it."""
    home = movie(folder).parent
    return {path.relative_to(home).as_posix(): path.read_text(encoding="utf-8") for path in home.rglob("*.srt")}


def test_its_captions_stand_in_a_folder_in_which_no_player_looks(filmed):
    folder, _, _, result = filmed
    (name, text), *others = captions_of(folder).items()
    assert (name, others) == ("captions/Xor.en.srt", [])
    assert text.startswith("1\n00:00:0") and "7 examples: 3 digits go in, one comes out." in text
    assert "captions/Xor.en.srt" in "".join(result.stdout.split()[-12:])


def test_its_captions_stand_beside_it_where_the_picture_has_none(filmed, tmp_path):
    folder, config, _, _ = filmed
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    texts = captions_of(copy)
    bare = {**config, "look": {"captions": False}}
    made = film(copy, bare, "-n", "0,1")
    assert captions_of(copy) == {}  # a part of the film has other times
    assert "The captions stand" not in " ".join(made.stdout.split())
    film(copy, bare)
    assert captions_of(copy) == {"Xor.srt": texts["captions/Xor.en.srt"]}
    movie(copy).with_suffix(".srt").write_text("kept")
    film(copy, config, "-s")
    assert captions_of(copy) == {"Xor.srt": "kept"}


def test_its_music_fades_out(filmed):
    folder, _, seconds, _ = filmed
    with av.open(str(movie(folder))) as container:
        sound = np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)
    loud = np.abs(sound[:, 40 * 48_000 : 41 * 48_000]).mean()
    assert loud > 0.05
    assert np.abs(sound[:, round((seconds - 0.1) * 48_000) :]).mean() < 0.15 * loud


def test_its_colours_are_tagged_for_high_definition(filmed):
    folder, *_ = filmed
    with av.open(str(movie(folder))) as container:
        context = container.streams.video[0].codec_context
        # 1 stands for BT.709 in each of the three, and for limited range.
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert [int(tag) for tag in tags] == [1, 1, 1, 1]
        ground = next(container.decode(video=0)).to_ndarray(format="rgb24")[5, 5]
    assert np.abs(ground.astype(int) - (0x0E, 0x11, 0x16)).max() <= 3


@pytest.mark.parametrize("still", ["before", "after", "new_situation"])
def test_stills_stand_beside_it(filmed, still):
    from PIL import Image

    folder, *_ = filmed
    with Image.open(movie(folder).parent / f"{still}.png") as picture:
        assert picture.size == (426, 240)
        assert len(picture.getcolors(200_000)) > 50


def test_rendered_again_it_encodes_nothing_anew(filmed):
    folder, config, _, _ = filmed
    before, file = segments(folder), movie(folder).read_bytes()
    film(folder, config)
    assert segments(folder) == before
    assert movie(folder).read_bytes() == file


def test_other_words_change_only_the_frames_in_which_they_stand(filmed):
    folder, config, _, _ = filmed
    before, old = segments(folder), pictures(movie(folder))
    # As long as the old ones: longer words would need more time, and move everything after them.
    film(folder, {**config, "words": {"slow_answer": "She replies {answer:.2f}. Right would be {right}."}})
    after, new = segments(folder), pictures(movie(folder))
    fresh = set(after) - set(before)
    assert 0 < len(fresh) < len(before) / 4
    assert len(new) == len(old)
    changed = [k for k, (a, b) in enumerate(zip(old, new, strict=True)) if np.abs(a.astype(int) - b).max() > 40]
    assert changed and changed[-1] - changed[0] < 15 * FPS


def test_a_range_shows_the_same_frames_as_the_whole(filmed, tmp_path):
    folder, config, _, _ = filmed
    shutil.copytree(folder / "configs", tmp_path / "configs")
    film(folder, config)  # another test may have filmed other words last; this takes all from the cache
    film(tmp_path, config, "-n", "14,18")
    # Cut from the whole film: the range's first frame is found by its place among the segments.
    whole, part = pictures(movie(folder)), pictures(movie(tmp_path))
    starts = [k for k in range(len(whole) - len(part) + 1) if np.array_equal(whole[k], part[0])]
    assert any(all(np.array_equal(a, b) for a, b in zip(whole[k : k + len(part)], part, strict=True)) for k in starts)


def test_a_range_takes_its_segments_from_the_film(filmed, tmp_path):
    folder, config, _, _ = filmed
    film(folder, config)
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    before = segments(copy)
    film(copy, config, "-n", "14,18")
    assert segments(copy) == before
    assert len(pictures(movie(copy))) < len(pictures(movie(folder))) / 4


def test_a_config_for_another_lesson_is_refused_in_one_line(tmp_path):
    with pytest.raises(subprocess.CalledProcessError) as caught:
        film(tmp_path, {**QUICK, "lesson": "boundary"})
    assert caught.value.returncode == 2
    errors = [line for line in caught.value.stderr.splitlines() if line.strip()]
    assert len(errors) == 1 and "this config is for the lesson boundary, not xor" in errors[0]


def test_nothing_is_left_half_written(filmed):
    folder, *_ = filmed
    assert [path for path in (folder / "media").rglob("*") if path.name.startswith(".")] == []

"""``lesson publish``: the folder for the upload is what video sites ask for, and survives whatever happens to it."""

import os
import re
import shutil
import subprocess
import sys
import wave

import av
import numpy as np
import pytest
import yaml
from av.video.frame import PictureType
from click.testing import CliRunner
from PIL import Image

from nnlib import History
from scenes import ROOT
from scenes.commands import main
from scenes.config import load_config
from scenes.film import loudness_of
from scenes.output import QUALITY, Rendered, clock, open_lesson, publish, upload_of
from scenes.training import named_history_of

from ..conftest import home_of

FPS = 8
SMALL = (426, 240, FPS)  # what the tests take for the quality l
SECONDS = 88.4
SHORT = {
    "extends": str(ROOT / "configs" / "xor.yaml"),
    "network": {"hidden": [4, 3]},  # in which nobody asks why it works: the film is shorter
    "training": {"epochs": 20, "snapshots": 50},
    "pacing": {"cycles": "log", "shown": None, "count": 2, "seconds": None, "music": "Tönchen 1.wav"},
    "publish": {"language": "de", "chapters": {"puzzle": "Das Rätsel"}},
}
QUICK = {**SHORT, "pacing": {**SHORT["pacing"], "music": None}}
BESIDE = {
    "captions.de.srt",
    "captions.de.vtt",
    "config.yaml",
    "description.txt",
    "history.npz",
    "stills",
    "storyboard.png",
    "tags.txt",
    "thumbnail.png",
    "title.txt",
}


@pytest.fixture(scope="module", autouse=True)
def small():
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(QUALITY, "l", SMALL)
        yield patch


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A folder with a space and umlauts in its name; in it a config and its music, noise that is much too quiet."""
    folder = tmp_path_factory.mktemp("Bücher & Spiele")
    noise = np.random.default_rng(5).standard_normal((round(SECONDS * 24_000), 2))
    swell = 30 + 300 * (np.arange(len(noise)) % 48_000 < 4_000)[:, None]
    with wave.open(str(folder / "Tönchen 1.wav"), "wb") as tune:
        tune.setnchannels(2)
        tune.setsampwidth(2)
        tune.setframerate(24_000)
        tune.writeframes((swell * noise).clip(-32768, 32767).astype("<i2").tobytes())
    (folder / "configs").mkdir()
    write(folder, "Übung 1", **SHORT)
    return folder


def write(home, name, **values):
    path = home / f"{name}.yaml"
    path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return path


def lesson(home, *arguments):
    """Run the command as a teacher does, in the folder."""
    before = os.getcwd()
    os.chdir(home)
    try:
        return CliRunner().invoke(main, ["publish", *arguments])
    finally:
        os.chdir(before)


def tree(folder):
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


DRIVER = f"""
import os, signal, sys, time
from scenes.output import QUALITY, Rendered, publish
make = sys.modules[publish.__module__]
QUALITY["l"] = {SMALL}
when, how = sys.argv[1:3]
def rendered(orders, workers, report):
    for order in orders:
        (order.media / "film.mp4").write_bytes(b"a film")
        yield Rendered(order, order.media / "film.mp4")
def stop(*_, **__):
    os.kill(os.getpid(), getattr(signal, how))
    time.sleep(60)
if when != "never":
    make.render_all = rendered
    setattr(make, when, stop)
from scenes.commands import main
main(sys.argv[3:], prog_name="lesson")
"""


def start(home, when, how, *arguments):
    """Run the command in a process of its own, to be stopped by a signal when it comes to a function of ``make``."""
    command = [sys.executable, "-c", DRIVER, when, how, "publish", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=home, env=environment, start_new_session=True, **pipes)


FORMATS = ("--format", "16:9", "--format", "9:16")


@pytest.fixture(scope="module")
def published(home):
    process = start(home, "never", "-", "Übung 1.yaml", "-q", "l", "-o", "fertig", *FORMATS, "--debug")
    said, complaints = process.communicate(timeout=300)
    assert process.returncode == 0, complaints
    (folder,) = (path for path in (home / "fertig" / "publish").iterdir() if not path.name.startswith("."))
    return folder, said


# What is in it


def test_everything_stands_there(published):
    folder, said = published
    films = {"Übung 1.mp4", "Übung 1.9x16.mp4"}
    assert set(os.listdir(folder)) == films | BESIDE | {"Tönchen 1.wav"}
    assert os.listdir(folder.parent) == [folder.name], "nothing hidden is left"
    for name in films | BESIDE:
        assert name in said


def boxes(path):
    """The names of an mp4's outermost parts, in order."""
    data, names, place = path.read_bytes(), [], 0
    while place < len(data):
        names.append(data[place + 4 : place + 8].decode())
        place += int.from_bytes(data[place : place + 4], "big")
    return names


@pytest.mark.parametrize(("suffix", "size"), [("", (426, 240)), (".9x16", (240, 426))])
def test_the_films_are_what_sites_ask_for(published, suffix, size):
    path = published[0] / f"Übung 1{suffix}.mp4"
    with av.open(str(path)) as film:
        video, sound = film.streams.video[0], film.streams.audio[0]
        context = video.codec_context
        assert (context.name, context.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (video.width, video.height) == size and video.average_rate == FPS
        tags = (context.color_primaries, context.color_trc, context.colorspace, context.color_range)
        assert [int(tag) for tag in tags] == [1, 1, 1, 1]  # BT.709, limited range
        frames = list(film.decode(video=0))
        assert (sound.codec_context.name, sound.codec_context.profile) == ("aac", "LC")
        assert (sound.rate, sound.layout.name) == (48_000, "stereo")
        assert 300_000 < sound.bit_rate < 400_000  # 384 kb/s for what needs it; test_loudness sees it reached
    assert len(frames) / FPS == pytest.approx(SECONDS, abs=1 / FPS)
    keys = [k for k, frame in enumerate(frames) if frame.key_frame]
    assert keys[0] == 0 and max(np.diff([*keys, len(frames)])) <= FPS // 2, "key frames half a second apart at most"
    kinds = "".join(PictureType(frame.pict_type).name for frame in frames)
    assert "BB" in kinds and "BBB" not in kinds
    assert boxes(path).index("moov") < boxes(path).index("mdat")


def test_it_is_as_loud_as_sites_play_it(published):
    with av.open(str(published[0] / "Übung 1.mp4")) as film:
        track = np.concatenate([frame.to_ndarray() for frame in film.decode(audio=0)], axis=1)
    assert track.shape[1] / 48_000 == pytest.approx(SECONDS, abs=0.1)
    found = loudness_of(track)
    assert found.integrated == pytest.approx(-14, abs=1)
    assert found.peak <= -1


def cues_in(text, point):
    """Parse captions: (start, end, lines) each."""
    time_ = rf"(\d\d):(\d\d):(\d\d){re.escape(point)}(\d\d\d)"
    found = []
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        at = next((k for k, line in enumerate(lines) if "-->" in line), None)
        if at is None:
            assert block == "WEBVTT"
            continue
        assert at == 0 or lines[:at] == [str(len(found) + 1)]
        numbers = [int(number) for number in re.fullmatch(f"{time_} --> {time_}", lines[at]).groups()]
        start, end = (3600 * h + 60 * m + s + t / 1000 for h, m, s, t in (numbers[:4], numbers[4:]))
        found.append((start, end, lines[at + 1 :]))
    return found


def test_captions_keep_the_rules(published):
    subrip = cues_in((published[0] / "captions.de.srt").read_text(encoding="utf-8"), ",")
    web = cues_in((published[0] / "captions.de.vtt").read_text(encoding="utf-8"), ".")
    assert len(subrip) >= 18 and [cue[:2] for cue in web] == [cue[:2] for cue in subrip]
    end = 0.0
    for start, stop, lines in subrip:
        assert start >= end and 0.999 <= stop - start <= 7.001
        assert 1 <= len(lines) <= 2 and max(map(len, lines)) <= 42
        assert len(" ".join(lines)) / (stop - start) <= 17.1
        end = stop
    assert end <= SECONDS
    said = " ".join(" ".join(lines) for *_, lines in subrip)
    assert said.startswith("7 examples: 3 digits go in, one comes out. And what comes out for 1 1 0?")


def test_the_description_keeps_the_rules(published):
    folder, _ = published
    text = (folder / "description.txt").read_text(encoding="utf-8")
    assert len(text.encode()) <= 5000 and "<" not in text and ">" not in text
    chapters = re.findall(r"^(\d+):(\d\d) (.+)$", text, flags=re.M)
    starts = [60 * int(minutes) + int(seconds) for minutes, seconds, _ in chapters]
    assert chapters[0] == ("0", "00", "Das Rätsel") and len(chapters) >= 3
    assert min(np.diff([*starts, int(SECONDS)])) >= 10
    config = load_config(folder / "config.yaml")
    history = History.load(folder / "history.npz")
    data_inputs = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [0, 1, 0], [1, 0, 0], [1, 1, 1], [0, 0, 0]])
    targets = np.array([[0], [1], [1], [1], [1], [0], [0]])
    outputs = history.network(20).predict(data_inputs)
    right, error = ((outputs > 0.5) == targets).mean(), np.abs(outputs - targets).mean()
    answer = history.network(20).predict([1, 1, 0])[0, 0]
    for fact in (
        "; activation sigmoid;",
        "dataset puzzle",
        "seed 1",
        "learning rate 1;",
        "epochs 20;",
        f"On its 7 examples: {right:.1%} right answers, average error {error:.4f}.",
        f"Asked 1 1 0, it answers {answer:.4g}; right is 0.",
        "Manim 0.22",
        f"SHA-256 {config.digest[:16]}",
    ):
        assert fact in text, fact


def test_whatever_is_told_only_chapters_begin_with_a_time(home):
    told = {"description": "In 16:9, 1:2 or 10:5.", "chapters": {"puzzle": "Rätsel"}}
    config = write(home, "timed", **{**QUICK, "title": "XOR in 2:15, or 1:02:33", "publish": told})
    upload = upload_of([load_config(config, allow_outside=True)], FPS, home / "times")
    untitled = upload_of(
        [load_config(config, allow_outside=True, overrides={"publish.description": "null"})], FPS, home / "times"
    )
    for text in (upload.description, untitled.description):
        times = re.findall(r"\d+:\d\d(?::\d\d)?", text)
        assert times == re.findall(r"^\d+:\d\d", text, flags=re.M) == [clock(c.start) for c in upload.chapters]
    assert untitled.description.startswith("XOR in 2∶15, or 1∶02∶33\n")


def test_title_and_tags_keep_the_rules(published):
    assert (published[0] / "title.txt").read_text() == "A network learns a puzzle\n"
    tags = (published[0] / "tags.txt").read_text().strip()
    assert "neural network, " in tags and len(tags) <= 500


def test_the_thumbnail(published):
    path = published[0] / "thumbnail.png"
    assert path.stat().st_size < 2_000_000
    picture = np.array(Image.open(path))
    assert picture.shape == (720, 1280, 3)
    ground = picture[-1, -1]
    assert (picture[-90:, -220:] == ground).all(), "the player writes the length into this corner"
    drawn = np.abs(picture.astype(int) - ground).max(axis=2) > 60
    words, network = drawn[:, :580], drawn[:, 580:]
    for part, least in ((words, 350), (network, 400)):
        rows = np.flatnonzero(part.any(axis=1))
        assert rows[-1] - rows[0] > least, "words and network are large"


def test_stills_and_storyboard(published):
    folder, _ = published
    assert sorted(os.listdir(folder / "stills")) == ["after.png", "before.png", "new_situation.png"]
    for name in os.listdir(folder / "stills"):
        with Image.open(folder / "stills" / name) as picture:
            assert picture.size == (1920, 1080) and len(picture.getcolors(1_000_000)) > 200
    with Image.open(folder / "storyboard.png") as picture:
        assert picture.width > 2000 and picture.height > 2000


def test_anyone_can_make_the_same_film_from_the_folder(published, home, tmp_path):
    folder = shutil.copytree(published[0], tmp_path / "downloaded")
    config = load_config(folder / "config.yaml")
    assert config.digest == load_config(home / "Übung 1.yaml", overrides={"format.aspect": "16:9"}).digest
    assert config.beside(config.pacing.music).read_bytes() == (home / "Tönchen 1.wav").read_bytes()
    stored = History.load(folder / "history.npz")
    _, again = named_history_of(config, shown=set(stored.recorded))
    assert again.metrics["error"].tolist() == stored.metrics["error"].tolist()


# What is asked for


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(published, home):
    before = tree(home)
    result = lesson(home, "Übung 1.yaml", "-q", "l", "-o", "fertig", "--dry-run", "-f", "9:16")
    assert result.exit_code == 0, result.output
    assert "Übung 1.9x16.mp4" in result.stdout and "88.4 s" in result.stdout and "thumbnail.png" in result.stdout
    assert tree(home) == before


def test_a_file_of_data_goes_into_the_folder(home, small, monkeypatch):
    monkeypatch.setattr(home_of(publish), "render_all", _nothing_rendered)
    rows = "a,b,answer\n" + "".join(f"{k % 2},{k // 2 % 2},{(k % 2) ^ (k // 2 % 2)}\n" for k in range(8))
    (home / "config.yaml").write_text("not a config of ours: a file of data with a bad name\n")
    (home / "data").mkdir()
    (home / "data" / "punkte.csv").write_text(rows)
    data = {"dataset": None, "csv": "data/punkte.csv", "question": [1, 1, 0]}
    write(home, "csv", **{**QUICK, "data": data})
    result = lesson(home, "csv.yaml", "-o", "csv", "-q", "l", "--debug")
    assert result.exit_code == 0, result.output
    (folder,) = (home / "csv" / "publish").iterdir()
    assert load_config(folder / "config.yaml").data.csv == "punkte.csv"
    assert (folder / "punkte.csv").read_text() == rows
    assert "csv punkte.csv" in (folder / "description.txt").read_text()


def _nothing_rendered(orders, workers, report):
    """Stand in for rendering, where the films do not matter."""
    for order in orders:
        path = order.media / "film.mp4"
        path.write_bytes(b"a film")
        yield Rendered(order, path)


@pytest.mark.parametrize(
    ("captions", "options", "shown"), [(True, (), True), (False, (), False), (False, ("--burn-captions",), True)]
)
def test_captions_are_burnt_in_once(home, monkeypatch, captions, options, shown):
    """They stand in the film's own line; a config may leave it empty, and --burn-captions fills it again."""
    films = []

    def rendered(orders, workers, report):
        films.extend(order.config for order in orders)
        yield from _nothing_rendered(orders, workers, report)

    monkeypatch.setattr(home_of(publish), "render_all", rendered)
    config = write(home, "look", **{**QUICK, "look": {"captions": captions}})
    result = lesson(home, config.name, "-q", "l", "-o", "look", *options, "--debug")
    assert result.exit_code == 0, result.output
    (film,) = films
    assert film.look.captions is shown
    with open_lesson(film, height=240, fps=FPS, media_dir=str(home / "look")) as scene:
        (frame,) = scene.frames_at([4.5])
    bottom = np.abs(frame[-24:].astype(int) - frame[-1, -1]).max()
    assert bool(bottom > 100) is shown
    (folder,) = (home / "look" / "publish").iterdir()
    assert "7 examples: 3 digits go in" in (folder / "captions.de.srt").read_text()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "1 < 2"}, "title: sites refuse < and > in a title; write it without"),
        (
            {"publish": {"moment": "lerning:0.5"}},
            "publish.moment: 'lerning' is no beat of this film; did you mean learning?",
        ),
        (
            {"publish": {"chapters": {"puzle": "x"}}},
            "publish.chapters.puzle: 'puzle' is no beat of this film; did you mean puzzle?",
        ),
        (
            {"publish": {"description": "ü" * 2900}},
            "publish.description: with chapters and facts the description has",
        ),
        ({"publish": {"description": "At 2:15 we\nvote."}}, "publish.description: a time such as 2:15 is read as"),
        (
            {"publish": {"description": "(1:02:33)"}},
            "such as 1:02:33 is read as a chapter by video sites, and the film's",
        ),
        ({"publish": {"description": "Before Monday 8:00"}}, "are lost; write 8.00, or put it in words"),
        (
            {"publish": {"chapters": {"puzzle": "1:05 Rätsel"}}},
            "publish.chapters.puzzle: a time such as 1:05 is read",
        ),
        ({"publish": {"tags": ["a b c d e f g h i j"] * 24}}, "publish.tags: together they have 550 characters"),
    ],
)
def test_what_sites_would_refuse_is_refused_in_one_line(home, changes, said):
    config = write(home, "wrong", **{**QUICK, **changes})
    result = lesson(home, config.name, "-q", "l", "-o", "nothing", "--dry-run")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert said in line and line.startswith("wrong.yaml:")


def test_an_upright_film_of_more_than_three_minutes_is_refused(home):
    config = write(home, "long", **{**QUICK, "pacing": {**QUICK["pacing"], "seconds": 200}})
    result = lesson(home, config.name, "-q", "l", "-o", "nothing", "-f", "16:9", "-f", "9:16")
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert "long.yaml:" in line and "pacing.seconds: long.9x16.mp4 would last 200 s" in line and "180 s" in line
    assert not (home / "nothing" / "publish").exists()
    assert lesson(home, config.name, "-q", "l", "-o", "nothing", "-f", "16:9", "--dry-run").exit_code == 0


# What it withstands


@pytest.fixture(scope="module")
def quick(home):
    """A folder that was published before, with a film that was never rendered."""
    write(home, "quick", **QUICK)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home_of(publish), "render_all", _nothing_rendered)
        assert lesson(home, *OPTIONS).exit_code == 0
    (folder,) = (home / "quick" / "publish").iterdir()
    return folder


OPTIONS = ("quick.yaml", "-q", "l", "-o", "quick", "--workers", "1")


@pytest.mark.parametrize(
    ("when", "how", "code"),
    [("_write_pictures", "SIGKILL", -9), ("_write_texts", "SIGINT", 1), ("_given", "SIGTERM", 1)],
)
def test_killed_in_the_middle_the_last_good_folder_stands(quick, home, monkeypatch, when, how, code):
    before = tree(quick)
    killed = start(home, when, how, *OPTIONS, "--theme", "paper")
    _, said = killed.communicate(timeout=100)
    assert killed.returncode == code and "Traceback" not in said
    assert tree(quick) == before
    monkeypatch.setattr(home_of(publish), "render_all", _nothing_rendered)
    assert lesson(home, *OPTIONS).exit_code == 0
    assert tree(quick) == before
    assert os.listdir(quick.parent) == [quick.name], "what the killed one left is gone"


def test_two_at_once_and_again_make_the_same_and_render_nothing(published, home):
    folder, _ = published
    before, segments = tree(folder), _times((home / "fertig" / "videos").rglob("partial_movie_files/*/*.mp4"))
    options = ("Übung 1.yaml", "-q", "l", "-o", "fertig", "--workers", "1", *FORMATS)
    both = [start(home, "never", "-", *options) for _ in range(2)]
    for one in both:
        _, said = one.communicate(timeout=200)
        assert one.returncode == 0, said
    assert tree(folder) == before
    assert os.listdir(folder.parent) == [folder.name]
    assert _times((home / "fertig" / "videos").rglob("partial_movie_files/*/*.mp4")) == segments


@pytest.mark.parametrize("place", ["_given", "_write_texts", "_write_pictures", "_write_config"])
def test_a_full_disk_is_told_and_the_last_good_folder_stands(quick, home, monkeypatch, place):
    before = tree(quick)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(home_of(publish), "render_all", _nothing_rendered)
    monkeypatch.setattr(home_of(publish), place, full)
    result = lesson(home, *OPTIONS)
    assert result.exit_code == 1
    assert result.stderr == (
        "the disk of quick is full; free some space and run the command again: what was published before is kept\n"
    )
    assert tree(quick) == before and os.listdir(quick.parent) == [quick.name]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("rendered", [True, False], ids=["segments", "pictures"])
def test_a_disk_that_is_really_full(quick, home, tmp_path, monkeypatch, rendered):
    disk = tmp_path / "small disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    if not rendered:
        monkeypatch.setattr(home_of(publish), "render_all", _nothing_rendered)
    try:
        (disk / "publish" / quick.name).mkdir(parents=True)
        (disk / "publish" / quick.name / "good").write_text("what was published before")
        result = lesson(home, "quick.yaml", "-q", "l", "-o", str(disk), "--workers", "1")
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert "is full; free some space and run the command again" in line
        assert os.listdir(disk / "publish") == [quick.name] and os.listdir(disk / "publish" / quick.name) == ["good"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_an_output_that_cannot_be_written_is_told(home):
    (home / "a file").write_text("not a folder")
    result = lesson(home, "quick.yaml", "-q", "l", "-o", "a file/media")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "a file/media" in line


def test_with_an_output_elsewhere_nothing_else_is_written(quick, home, tmp_path, monkeypatch):
    monkeypatch.setattr(home_of(publish), "render_all", _nothing_rendered)
    project = [path for path in ROOT.glob("*/*") if path.parent.name in ("configs", "scenes", "media", "nnlib")]
    before, times = tree(home), _times(project)
    result = lesson(home, "quick.yaml", "-q", "l", "-o", str(tmp_path / "else where"))
    assert result.exit_code == 0, result.output
    assert tree(home) == before
    assert _times(project) == times


def _times(paths):
    """When files were last changed; a folder of Python's cache does not count."""
    return {path: path.stat().st_mtime_ns for path in paths if path.is_file()}

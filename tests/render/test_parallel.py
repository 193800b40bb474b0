"""However many render a film, it is the same film."""

import dataclasses
import os
import shutil
from concurrent.futures import Future

import numpy as np
import pytest
import yaml
from PIL import Image

from scenes.config import ConfigMistakes, load_config
from scenes.film import fingerprint
from scenes.output import (
    Dispatcher,
    NoSuchBeat,
    RenderFailed,
    WorkerDied,
    WorkerFailed,
    WorkerProcesses,
    order_for,
    packed,
    plan,
    receipt_for,
    render,
    render_all,
    render_range,
)
from scenes.stage import beats
from scenes.training import dataset_of

from ..conftest import home_of
from .conftest import ROOT, TINY, pictures, same, write_quick


class Here:
    """Workers, but only one: this process. It counts the ranges, and may be told what each comes to."""

    def __init__(self, workers=None, fate=lambda job: None):
        self.count, self.fate, self.jobs = workers or 2, fate, []

    def submit(self, job):
        self.jobs.append(job)
        future = Future()
        try:
            self.fate(job)
            future.set_result(render_range(job))
        except Exception as error:
            future.set_exception(error)
        return future

    def check(self):
        pass

    def painted(self):
        return None

    def close(self):
        pass


@pytest.fixture(autouse=True)
def many_ranges(monkeypatch):
    monkeypatch.setattr(home_of(Dispatcher), "LEAST_SECONDS", 0.3)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The short film, rendered by two processes; and what was reported meanwhile."""
    folder = tmp_path_factory.mktemp("render")
    config = load_config(write_quick(folder))
    reports = []
    dispatching = home_of(Dispatcher)
    before, dispatching.LEAST_SECONDS = dispatching.LEAST_SECONDS, 0.3
    workers = WorkerProcesses(2)
    try:
        order = order_for(config, TINY, folder / "media")
        (film,) = render_all([order], workers, lambda share, what: reports.append((share, what)))
    finally:
        workers.close()
        dispatching.LEAST_SECONDS = before
    assert film.error is None
    return film, config, folder, reports


def test_two_processes_make_the_film_of_one(filmed, rendered):
    film, *_ = rendered
    assert len(pictures(filmed)) == film.frames == film.painted
    assert same(filmed, film.path)


def test_its_stills_stand_beside_it(filmed, rendered):
    film, *_ = rendered
    for still in ("before", "after", "new_situation"):
        assert (film.path.parent / f"{still}.png").read_bytes() == (filmed.parent / f"{still}.png").read_bytes()


def test_how_far_it_is_is_told(rendered):
    *_, reports = rendered
    shares = [share for share, _ in reports]
    assert shares[0] == 0 and shares[-1] == 1 and sorted(shares) == shares
    assert len(set(shares)) > 5


def test_how_far_the_training_is_is_told(rendered):
    film, *_, reports = rendered
    told = [what for _, what in reports if ": training " in what]
    assert len(set(told)) > 50 and told[-1] == f"{film.order.folder}: training 100%"


def test_nothing_is_rendered_twice(rendered):
    film, config, folder, _ = rendered
    workers, before = Here(), film.path.read_bytes()
    (again,) = render_all([order_for(config, TINY, folder / "media")], workers)
    assert (again.painted, again.frames, workers.jobs) == (0, film.frames, [])
    assert again.path.read_bytes() == before


def test_a_lost_segment_is_rendered_again_and_no_other(filmed, rendered):
    film, config, folder, _ = rendered
    lost = sorted(film.path.parent.glob("partial_movie_files/*/*.mp4"))[::40]
    lost[0].write_bytes(lost[0].read_bytes()[:100])  # damaged, as by a failing disk
    for path in lost[1:]:
        path.unlink()
    film.path.unlink()  # while it is there nobody asks for its segments
    workers = Here()
    (again,) = render_all([order_for(config, TINY, folder / "media")], workers)
    assert sum(len(job.plays) for job in workers.jobs) == len(lost)
    assert same(again.path, filmed)


def test_a_film_that_is_as_it_was_is_not_looked_at_again(rendered, monkeypatch):
    """Neither is the lesson rehearsed nor are its examples made, nor is a segment opened."""
    film, config, folder, _ = rendered
    order = order_for(config, TINY, folder / "media")
    before = film.path.read_bytes()
    made = []
    monkeypatch.setattr(
        home_of(Dispatcher), "plan", lambda order, progress: made.append(order) or plan(order, progress)
    )

    def again(order=order):
        made.clear()
        (done,) = render_all([order], Here())
        assert done.error is None and done.frames == film.frames and done.painted == 0
        return bool(made)

    again()
    assert not again()
    captions = next(film.path.parent.rglob("*.srt"))
    captions.unlink()
    assert again() and captions.exists()
    film.path.write_bytes(before[:-1000])  # cut off by somebody
    assert again() and film.path.read_bytes() == before
    music = config.beside(config.pacing.music)
    os.utime(music, (1, 1))
    assert again(order_for(load_config(config.path, overrides={"title": "Another"}), TINY, folder / "media"))
    assert again()  # that film has taken the place of this one
    monkeypatch.setattr(home_of(receipt_for), "code_digest", lambda scene: "other code")
    assert again()


def test_a_beat_shows_what_the_film_shows(rendered):
    film, config, folder, _ = rendered
    path = render(config, quality=TINY, output=folder / "beat", beat="one example", workers=1)
    assert path.name == "Xor.one-example.mp4" and path.parent.name == "240p6"
    whole, part = pictures(film.path), pictures(path)
    start = next(k for k, frame in enumerate(whole) if np.array_equal(frame, part[0]))
    assert all(np.array_equal(a, b) for a, b in zip(whole[start:], part, strict=False))
    assert 5 * TINY[2] < len(part) < len(whole) / 2


def test_the_last_beat_is_rendered_once(rendered, tmp_path):
    _, config, *_ = rendered
    order = order_for(config, TINY, tmp_path, beat="close")
    (first,) = render_all([order], Here())
    (again,) = render_all([order], Here())
    assert first.painted == first.frames > 0
    assert (again.painted, again.frames) == (0, first.frames)


def test_what_holds_its_scene_is_cached_too(tmp_path, monkeypatch):
    """How a lesson came to a picture is not seen: planned or rendered, alone or in the film, once or again."""
    seen = []

    def close(scene, *words, **how):
        scene.beat("close")
        scene.caption.add_updater(lambda caption: scene.theme)
        for _ in range(2):
            scene.hold(1.0)
            seen.append(fingerprint(scene))

    monkeypatch.setattr(beats, "close", close)
    config = load_config(write_quick(tmp_path, pacing={"shown": [20, 300], "seconds": None}))
    order = order_for(config, TINY, tmp_path / "media", beat="close")
    (first,) = render_all([order], Here())
    first.path.unlink()
    (again,) = render_all([order], Here())
    assert first.painted == first.frames > 0 and again.painted == 0
    # Twice each: rehearsed, planned, rendered; rehearsed and planned again.
    assert len(seen) == 10 and len({*seen[2:6], *seen[8:]}) == 1
    alone, whole = (plan(each).writer.partial_movie_files for each in (order, dataclasses.replace(order, beat=None)))
    assert [name for name in alone if name] == whole[-2:]


def test_a_beat_there_is_not_is_refused(rendered):
    _, config, folder, _ = rendered
    with pytest.raises(NoSuchBeat, match="'learn' is not a beat of this film; did you mean learning"):
        render(config, quality=TINY, output=folder / "media", beat="learn")


def test_a_job_carries_all_it_needs(tmp_path):
    """A worker elsewhere has no csv file, no training, no folder of this computer."""
    home = tmp_path / "home"
    home.mkdir()
    rows = [(a, b, c, a ^ b) for a, b, c in ((0, 0, 1), (0, 1, 1), (1, 0, 1), (0, 1, 0), (1, 0, 0), (1, 1, 1))]
    (home / "mine.csv").write_text("a,b,c,right\n" + "\n".join(",".join(map(str, row)) for row in rows))
    config = load_config(write_quick(home, data={"dataset": None, "csv": "mine.csv", "question": [1, 1, 0, 0]}))
    order = order_for(config, TINY, tmp_path / "media", beat="close")
    found = plan(order)
    (job,) = found.jobs(1)
    shutil.rmtree(home)
    shutil.rmtree(tmp_path / "media" / "histories")
    segments = render_range(job)
    assert [segment.play for segment in segments] == list(job.plays)
    assert not list(tmp_path.rglob("*.mp4"))
    for segment in segments:
        found.store(segment)
    assert len(pictures(found.bind())) == sum(found.film.timeline.frames[play] for play in job.plays)


def test_a_folder_of_pictures_travels_with_the_job(tmp_path):
    home, elsewhere = tmp_path / "home", tmp_path / "elsewhere"
    dots = np.random.default_rng(1).integers(0, 40, size=(2, 5, 2))
    for name, places in zip(("dots", "pairs"), dots, strict=True):
        (home / "mine" / name).mkdir(parents=True)
        for k, (x, y) in enumerate(places):
            picture = Image.new("L", (50, 50), 255)
            picture.paste(0, (x, y, x + 10, y + 10))
            picture.save(home / "mine" / name / f"{k}.png")
    given = {"dataset": None, "folder": "mine", "n": None, "noise": None, "classes": None, "test_share": 0.4}
    path = home / "mine.yaml"
    path.write_text(yaml.safe_dump({"extends": str(ROOT / "configs" / "shapes.yaml"), "data": given}))
    config = load_config(path)
    text, files = packed(config)
    shutil.move(home, tmp_path / "gone")
    for name, content in {**files, "config.yaml": text.encode()}.items():
        (elsewhere / name).parent.mkdir(parents=True, exist_ok=True)
        (elsewhere / name).write_bytes(content)
    there = dataset_of(load_config(elsewhere / "config.yaml"))
    assert there.digest == dataset_of(load_config(tmp_path / "gone" / "mine.yaml")).digest
    assert len(files) == 10


def test_a_worker_of_another_version_is_refused(rendered):
    _, config, folder, _ = rendered
    (job,) = plan(order_for(config, TINY, folder / "other", beat="close")).jobs(1)
    job = dataclasses.replace(job, film=dataclasses.replace(job.film, project="another"))
    with pytest.raises(WorkerFailed, match="another version"):
        render_range(job)


def test_the_job_of_a_dead_worker_is_done_by_another(rendered, tmp_path):
    film, config, folder, _ = rendered
    shutil.copytree(folder / "media" / "histories", tmp_path / "histories")
    died = []

    def fate(job):
        if job.plays not in died:
            died.append(job.plays)
            raise WorkerDied

    (again,) = render_all([order_for(config, TINY, tmp_path)], Here(fate=fate))
    assert len(died) > 2
    assert same(again.path, film.path)


def test_a_job_that_kills_everybody_is_given_up(rendered, tmp_path):
    _, config, *_ = rendered

    def fate(job):
        raise WorkerDied

    workers = Here(fate=fate)
    (given_up,) = render_all([order_for(config, TINY, tmp_path, beat="close")], workers)
    assert isinstance(given_up.error, RenderFailed) and "for want of memory" in str(given_up.error)
    assert len(workers.jobs) == 4


def test_one_film_fails_and_the_next_is_made(rendered, tmp_path):
    _, config, *_ = rendered
    wild = load_config(
        config.path, overrides={"training.learning_rate": "1e-9", "pacing.seconds": "20", "pacing.music": "null"}
    )
    orders = [order_for(wild, TINY, tmp_path, name="wild"), order_for(config, TINY, tmp_path, beat="close")]
    bad, good = render_all(orders, Here())
    assert isinstance(bad.error, ConfigMistakes) and "too short to read the words" in str(bad.error)
    assert good.error is None and good.path.exists()


def test_what_goes_wrong_in_a_worker_is_said_in_one_line(rendered, tmp_path):
    _, config, *_ = rendered

    def fate(job):
        raise WorkerFailed("ZeroDivisionError: division by zero")

    (failed,) = render_all([order_for(config, TINY, tmp_path, beat="close")], Here(fate=fate))
    assert isinstance(failed.error, RenderFailed) and str(failed.error) == "ZeroDivisionError: division by zero"


def test_a_lesson_that_stumbles_in_a_worker_brings_its_traceback_home(rendered, tmp_path, monkeypatch):
    _, config, *_ = rendered
    (job,) = plan(order_for(config, TINY, tmp_path, beat="close")).jobs(1)
    monkeypatch.setattr(beats, "close", lambda scene, *words, **how: 1 / 0)
    with pytest.raises(WorkerFailed, match="ZeroDivisionError: division by zero") as caught:
        render_range(job)
    assert "in construct" in "".join(caught.value.__notes__)


@pytest.mark.parametrize(("aspect", "folder"), [("16:9", "240p6"), ("9:16", "240p6-9x16"), ("1:1", "240p6-1x1")])
def test_each_format_has_a_folder_of_its_own(aspect, folder):
    config = load_config(ROOT / "configs" / "xor.yaml", overrides={"format.aspect": aspect})
    assert order_for(config, TINY).folder == f"xor/{folder}"


def test_films_of_two_files_of_one_name_stand_apart(tmp_path):
    one, other = (load_config(write_quick(tmp_path / name)) for name in ("one", "other"))
    assert one.film_name != other.film_name
    assert one.film_name == load_config(one.path).film_name and one.film_name.startswith("quick-")
    assert load_config(ROOT / "configs" / "xor.yaml").film_name == "xor"

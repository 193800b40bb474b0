"""What a render must withstand: being killed, a full disk, a second render at the same place, odd folders."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from scenes.commands import main
from scenes.config import load_config
from scenes.output import ROOM, Plan, RenderFailed, order_for, render

from ..conftest import home_of
from .conftest import TINY, ended, film_in, lesson, same, until, write_quick
from .test_parallel import Here

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux about processes and file systems")


def family(parent: int) -> list[int]:
    """Return the processes a process has started, and those they have."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, its_parent = status.read_text().rpartition(")")[2].split()[:2]
            if int(its_parent) == parent and state != "Z":
                number = int(status.parent.name)
                found += [number, *family(number)]
    return found


def workers(process: subprocess.Popen) -> list[int]:
    with suppress(OSError):
        children = family(process.pid)
        return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return []


def gone(processes: list[int]) -> bool:
    """Whether none of them runs any more; what nobody has waited for yet is gone, too."""
    for number in processes:
        with suppress(OSError):
            if Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
                return False
    return True


def in_the_middle(process: subprocess.Popen, media: Path) -> bool:
    """Whether both workers are at work, and something is there already."""
    return len(workers(process)) == 2 and any(media.rglob("partial_movie_files/*/*.mp4"))


@pytest.fixture
def media(tmp_path, trained):
    """A folder for films, in which the training is there already."""
    return shutil.copytree(trained, tmp_path / "media")


@linux
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_killed_and_run_again_it_makes_the_same_film(tmp_path, media, filmed, sign):
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    config = write_quick(tmp_path)
    wanted = ("render", config, "-q", "l", "--workers", 2, "-o", media)
    killed = lesson(*wanted, cwd=tmp_path, TMPDIR=str(rooms))
    until(lambda: in_the_middle(killed, media))
    children = family(killed.pid)
    if sign == signal.SIGINT:
        os.killpg(killed.pid, sign)  # as Ctrl-C does: everybody gets it
    else:
        os.kill(killed.pid, sign)
    said, complained = ended(killed, code=-9 if sign == signal.SIGKILL else 1)
    until(lambda: gone(children), 10)
    assert "Traceback" not in complained and said == ""
    assert sign == signal.SIGKILL or complained.strip() == "Aborted!"
    until(lambda: not list(rooms.glob(f"{ROOM}*")), 10)
    assert not list(media.rglob("Xor.mp4"))

    ended(lesson(*wanted, cwd=tmp_path))
    assert same(film_in(media), filmed)
    assert not list(media.rglob(".*"))


@linux
def test_a_killed_worker_is_replaced(tmp_path, media, filmed):
    running = lesson("render", write_quick(tmp_path), "-q", "l", "--workers", 2, "-o", media, cwd=tmp_path)
    until(lambda: in_the_middle(running, media))
    os.kill(workers(running)[0], signal.SIGKILL)
    _, complained = ended(running)
    assert complained == ""
    assert same(film_in(media), filmed)


def test_two_renders_at_once_at_the_same_place(tmp_path, media, filmed):
    wanted = ("render", write_quick(tmp_path), "-q", "l", "--workers", 1, "-o", media)
    both = [lesson(*wanted, cwd=tmp_path) for _ in range(2)]
    for process in both:
        ended(process)
    assert same(film_in(media), filmed)
    assert not list(media.rglob(".*"))


def test_odd_names_and_a_folder_that_may_only_be_read(tmp_path, trained):
    project = tmp_path / "Übung {für} Klasse 9"
    config = write_quick(project)
    output = shutil.copytree(trained, tmp_path / "fertige Filme äöü")
    project.chmod(0o555)
    try:
        before = sorted(project.iterdir())
        process = lesson("render", config.name, "-q", "l", "--beat", "close", "-o", output, cwd=project)
        said, _ = ended(process)
        assert sorted(project.iterdir()) == before
    finally:
        project.chmod(0o755)
    (film,) = output.rglob("Xor.close.mp4")
    assert said.startswith(f"{film}: ")


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 20 MB, or a skip where none can be had."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk], capture_output=True)
    if made.returncode:
        pytest.skip("no small disk can be mounted here")
    yield disk
    subprocess.run(["umount", disk], check=True)


@linux
def test_on_a_full_disk_the_last_good_film_is_kept(tmp_path, small_disk, trained):
    shutil.copytree(trained, small_disk / "media")
    wanted = ("render", write_quick(tmp_path), "-q", "l", "-o", small_disk / "media")
    ended(lesson(*wanted, "--beat", "close", cwd=tmp_path))
    (film,) = small_disk.rglob("Xor.close.mp4")
    good = film.read_bytes()
    room = shutil.disk_usage(small_disk).free - 60_000  # what is left is less than the whole film needs
    (small_disk / "filler").write_bytes(bytes(room))
    said, complained = ended(lesson(*wanted, cwd=tmp_path), code=1)
    assert said == "" and len(complained.splitlines()) == 1
    assert "the disk of" in complained and "is full; free some space and run the command again" in complained
    assert film.read_bytes() == good
    assert not list(small_disk.rglob(".*")) and not list(small_disk.rglob("Xor.mp4"))


@pytest.mark.parametrize("where", ["segment", "film"])
def test_when_writing_fails_the_last_good_film_is_kept(tmp_path, trained, monkeypatch, where):
    """The same without a disk: the writing itself fails, for a segment or for the whole film."""
    media = shutil.copytree(trained, tmp_path / "media")
    config = load_config(write_quick(tmp_path))
    film = render(config, quality=TINY, output=media, beat="close", workers=1)
    good = film.read_bytes()

    def full(*arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    name = {"segment": "store", "film": "bind"}[where]
    monkeypatch.setattr(Plan, name, full)
    monkeypatch.setattr(home_of(render), "WorkerProcesses", Here)
    with pytest.raises(RenderFailed, match=r"the disk of .* is full"):
        render(config, quality=TINY, output=media, beat="puzzle")
    assert film.read_bytes() == good


def test_mistakes_end_in_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_quick(tmp_path)

    def refusal(*arguments: str) -> str:
        result = CliRunner().invoke(main, ["render", *arguments])
        assert (result.exit_code, result.stdout) == (2, "")
        assert len(result.stderr.splitlines()) == 1, result.stderr
        return result.stderr

    assert "name the configs to render" in refusal()
    assert "name the configs to render" in refusal("--all", "quick.yaml")
    assert "configs/xorr.yaml; did you mean xor?" in refusal("xorr")
    assert "--set epochs: write a key and its value" in refusal("quick.yaml", "--set", "epochs")
    assert "training.epochs: '5x0' is not a whole number" in refusal("quick.yaml", "--set", "training.epochs=5x0")
    assert "'end' is not a beat of this film" in refusal("quick.yaml", "--beat", "end", "-q", "l")
    assert "leave one out" in refusal("quick.yaml", "--workers", "2", "--scheduler", "tcp://host:8786")


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "film").write_text("a file, where a folder should be")
    process = lesson("render", write_quick(tmp_path), "-q", "l", "-o", "film", cwd=tmp_path)
    _, complained = ended(process, code=2)
    assert "film" in complained and "Traceback" not in complained


def test_two_formats_and_a_theme(tmp_path, trained):
    media = shutil.copytree(trained, tmp_path / "media")
    write_quick(tmp_path)
    options = ("--format", "16:9", "--format", "9:16", "--format", "9:16", "--theme", "paper", "--beat", "close")
    said, _ = ended(lesson("render", "quick.yaml", "-q", "l", *options, cwd=tmp_path))
    films = sorted(media.rglob("Xor.close.mp4"))
    assert [film.parent.name for film in films] == ["240p6-9x16-paper", "240p6-paper"]
    assert sorted(line.partition(": ")[0] for line in said.splitlines()) == [
        str(f.relative_to(tmp_path)) for f in films
    ]


def test_all_configs_one_of_them_wrong(tmp_path):
    """A mistake that shows before anything is rendered stops all; --all takes the folder configs."""
    configs = tmp_path / "configs"
    write_quick(configs)
    (configs / "wrong.yaml").write_text(yaml.safe_dump({"extends": "quick.yaml", "training": {"epochs": -1}}))
    said, complained = ended(lesson("render", "--all", "-q", "l", cwd=tmp_path), code=2)
    assert said == "" and "training.epochs: -1 is too small" in complained
    assert not (tmp_path / "media").exists()
    (configs / "wrong.yaml").unlink()
    said, _ = ended(lesson("render", "--all", "-q", "l", "--beat", "close", cwd=tmp_path))
    assert said.startswith("media/videos/quick/240p6/Xor.close.mp4: ")


def test_order_for_takes_any_name(tmp_path):
    config = load_config(write_quick(tmp_path))
    assert order_for(config, "h", tmp_path, name="ü {x}").folder == "ü {x}/1080p60"

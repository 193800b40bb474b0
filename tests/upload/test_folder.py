"""A published folder is the last good one or the new one, whole, whatever happens to whoever makes it."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from scenes.output import replaced

from ..conftest import home_of

NAME = "grüße an [alle] *"


def fill(room, text):
    (room / "inside").mkdir()
    (room / "inside" / "a.txt").write_text(text)


def content(folder):
    return {str(p.relative_to(folder)): p.read_text() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def target(tmp_path):
    return tmp_path / "publish" / NAME


def publish(target, text):
    with replaced(target) as room:
        fill(room, text)


def test_the_new_one_takes_the_place_of_the_old_one(target):
    publish(target, "one")
    assert content(target) == {"inside/a.txt": "one"}
    with replaced(target) as room:
        (room / "b.txt").write_text("two")
        assert content(target) == {"inside/a.txt": "one"}, "until then the old one stands"
    assert content(target) == {"b.txt": "two"}
    assert os.listdir(target.parent) == [NAME]
    assert target.stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_error_leaves_the_old_one_and_nothing_else(target, error):
    publish(target, "one")
    with pytest.raises(type(error)), replaced(target) as room:
        fill(room, "two")
        raise error
    assert content(target) == {"inside/a.txt": "one"}
    assert os.listdir(target.parent) == [NAME]


def test_an_interruption_at_the_last_step_brings_the_old_one_back(target, monkeypatch):
    publish(target, "one")
    rename = os.rename

    def interrupted(source, destination):
        if Path(destination) == target and Path(source).suffix == home_of(replaced).NEW:
            raise KeyboardInterrupt
        rename(source, destination)

    monkeypatch.setattr(home_of(replaced).os, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), replaced(target) as room:
        fill(room, "two")
    assert content(target) == {"inside/a.txt": "one"}
    assert os.listdir(target.parent) == [NAME]


KILLED = """
import os, signal, sys
from pathlib import Path
from scenes.output import replaced
folder = sys.modules[replaced.__module__]
target, when = Path(sys.argv[1]), sys.argv[2]
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
rename = os.rename
def renamed(source, destination):
    if Path(destination) == target and when == "between":
        die()
    rename(source, destination)
folder.os.rename = renamed
with replaced(target) as room:
    if when == "after":
        folder.shutil.rmtree = die
    (room / "b.txt").write_text("two")
    if when == "filling":
        die()
"""


@pytest.mark.parametrize("when", ["filling", "between", "after"])
def test_killed_at_any_time_the_next_one_finds_order(target, when):
    publish(target, "one")
    done = subprocess.run([sys.executable, "-c", KILLED, str(target), when])
    assert done.returncode == -signal.SIGKILL
    if when != "between":
        assert content(target) == ({"inside/a.txt": "one"} if when == "filling" else {"b.txt": "two"})
    with pytest.raises(OSError, match="full"), replaced(target) as room:
        assert content(target) == ({"b.txt": "two"} if when == "after" else {"inside/a.txt": "one"})
        assert sorted(os.listdir(target.parent)) == sorted([NAME, room.name]), "what was left is gone"
        raise OSError("full")
    publish(target, "three")
    assert content(target) == {"inside/a.txt": "three"}
    assert os.listdir(target.parent) == [NAME]


def test_what_another_one_is_filling_is_let_be(target):
    with replaced(target) as room:
        (room / "b.txt").write_text("still at work")
        code = (
            "import sys; from pathlib import Path; from scenes.output import replaced\n"
            "with replaced(Path(sys.argv[1])) as room: (room / 'c.txt').write_text('faster')"
        )
        subprocess.run([sys.executable, "-c", code, str(target)], check=True)
        assert content(target) == {"c.txt": "faster"}
        assert content(room) == {"b.txt": "still at work"}
    assert content(target) == {"b.txt": "still at work"}, "the last one to finish stands"
    assert os.listdir(target.parent) == [NAME]


def test_many_at_once_leave_one_whole_folder(target):
    code = (
        "import sys; from pathlib import Path; from scenes.output import replaced\n"
        "for k in range(20):\n"
        "    with replaced(Path(sys.argv[1])) as room:\n"
        "        for name in 'abc': (room / name).write_text(f'{sys.argv[2]} {k}')"
    )
    children = [subprocess.Popen([sys.executable, "-c", code, str(target), str(n)]) for n in range(4)]
    stop, seen = threading.Event(), []

    def watch():
        while not stop.is_set():
            try:
                seen.append(set(content(target).values()))
            except FileNotFoundError:
                continue

    watcher = threading.Thread(target=watch)
    watcher.start()
    assert [child.wait() for child in children] == [0] * 4
    stop.set()
    watcher.join()
    assert len(set(content(target).values())) == 1
    assert os.listdir(target.parent) == [NAME]

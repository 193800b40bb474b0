"""The same film, rendered by a scheduler and two workers who share no folder with us, one of whom is killed."""

import json
import os
import signal
import subprocess
import sys

import pytest

from scenes.config import load_config
from scenes.output import Cluster, Dispatcher, NoCluster, order_for, render_all

from ..conftest import home_of
from .conftest import ROOT, TINY, ended, lesson, same, until, write_quick

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'synapses[cluster]'")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The address of a scheduler, its two workers, and itself."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "elsewhere").mkdir()
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": path, "DASK_TEMPORARY_DIRECTORY": str(folder)}
    started = []

    def start(part: str, *arguments: str) -> subprocess.Popen:
        with (folder / f"{part}{len(started)}.log").open("wb") as log:
            command = [sys.executable, "-m", f"distributed.cli.dask_{part}", *arguments, "--no-dashboard"]
            process = subprocess.Popen(command, cwd=folder / "elsewhere", env=environment, stdout=log, stderr=log)
        started.append(process)
        return process

    found = folder / "scheduler.json"
    try:
        scheduler = start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(found))
        until(lambda: found.exists() and found.stat().st_size)
        address = json.loads(found.read_text())["address"]
        yield address, [start("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)], scheduler
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def test_a_worker_is_killed_and_the_film_is_the_same(cluster, filmed, tmp_path, monkeypatch):
    monkeypatch.setattr(home_of(Dispatcher), "LEAST_SECONDS", 0.2)
    address, workers, _ = cluster
    hired = Cluster(address)
    shares = []

    def report(share, what):
        shares.append(share)
        if share > 0 and workers[0].poll() is None:
            os.kill(workers[0].pid, signal.SIGKILL)
            workers[0].wait()

    try:
        until(lambda: hired.count == 2)
        order = order_for(load_config(write_quick(tmp_path)), TINY, tmp_path / "media")
        (film,) = render_all([order], hired, report)
        assert hired.count == 1
    finally:
        hired.close()
    assert film.error is None
    assert len(set(shares)) >= 4
    assert same(film.path, filmed)


def test_the_command_lets_the_cluster_render(cluster, tmp_path):
    address, *_ = cluster
    command = ("render", write_quick(tmp_path), "-q", "l", "--beat", "close", "--scheduler", address, "-o", "media")
    said, complained = ended(lesson(*command, cwd=tmp_path))
    assert "Xor.close.mp4: " in said and complained == ""


def test_a_cluster_that_goes_away_is_missed(cluster, monkeypatch):
    """The last of the tests with this cluster: it ends it."""
    monkeypatch.setattr(home_of(Cluster), "BETWEEN_CHECKS", 0)
    address, workers, scheduler = cluster
    hired = Cluster(address)

    def complaint() -> str:
        try:
            hired.check()
        except NoCluster as error:
            return str(error)
        return ""

    try:
        assert complaint() == ""
        for process in workers:
            process.kill()
            process.wait()
        until(lambda: hired._present() == 0)
        assert complaint() == ""  # another may come
        monkeypatch.setattr(home_of(Cluster), "MISSING", 0)
        assert complaint().startswith("all workers have gone")
        scheduler.kill()
        scheduler.wait()
        until(lambda: complaint().startswith("the scheduler has gone"))
    finally:
        hired.close()


def test_nobody_there_is_told_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(home_of(Cluster), "PATIENCE", 0.5)
    with pytest.raises(NoCluster, match=r"no scheduler answers at tcp://127\.0\.0\.1:1"):
        Cluster("tcp://127.0.0.1:1")
    with pytest.raises(NoCluster, match="no scheduler answers at nonsense:"):
        Cluster("nonsense:")

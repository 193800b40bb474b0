"""Workers on many computers: those of a Dask cluster, who share no folder with this one.

A Dask cluster trusts its members: whoever reaches its scheduler can run any program on every worker. It belongs in
a network of one's own, or behind the encryption and keys Dask offers (TLS).
"""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import Any

from scenes.output.video.jobs import Job, render_range
from scenes.output.video.worker_processes import Work

PATIENCE = 20  # seconds to wait for the scheduler, and for the first worker
MISSING = 60  # seconds without any worker after which none is expected any more
BETWEEN_CHECKS = 2  # seconds


class NoCluster(RuntimeError):
    """The cluster cannot be used; the text says why."""


class Cluster:
    """All the workers a Dask scheduler has.

    Parameters
    ----------
    address
        The scheduler, such as ``tcp://host:8786``.

    Raises
    ------
    NoCluster
        Dask is not installed, nobody answers there, or no worker has come.
    """

    def __init__(self, address: str) -> None:
        try:
            import dask.config
            from distributed import Client
        except ImportError:
            raise NoCluster("--scheduler needs Dask; install it: pip install 'synapses[cluster]'") from None
        # Dask logs in many lines what is told here in one.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client: Any = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise NoCluster(f"no scheduler answers at {address}: {' '.join(str(error).split())}") from None
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            self.close()
            raise NoCluster(f"the scheduler at {address} has no workers; start some: dask worker {address}") from None
        # Dask itself gives the job of a worker that has died to another one.
        self._executor = self._client.get_executor(pure=False)
        # A job carries the recorded training on purpose: a worker that held it for the others might die.
        self._quietly = partial(dask.config.set, {"distributed.admin.large-graph-warning-threshold": "1GB"})
        self._asked = self._seen = time.monotonic()

    @property
    def count(self) -> int:
        """How many workers there are now."""
        return max(1, self._present())

    def submit(self, job: Job) -> Work:
        """Let a job be rendered."""
        with self._quietly():
            future: Work = self._executor.submit(render_range, job)
        return future

    def check(self) -> None:
        """Raise `NoCluster` when nobody is left to render, and nobody new has come for a while."""
        now = time.monotonic()
        if now - self._asked < BETWEEN_CHECKS:
            return
        self._asked = now
        if self._client.status != "running":
            raise NoCluster("the scheduler has gone; start it again, and this command: what is rendered is kept")
        if self._present():
            self._seen = now
        elif now - self._seen > MISSING:
            raise NoCluster("all workers have gone; start some, and this command again: what is rendered is kept")

    def _present(self) -> int:
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def painted(self) -> None:
        """Nobody counts single frames; the segments that come back tell how far the film is."""

    def close(self) -> None:
        """Leave the cluster, and whatever it is doing for us undone."""
        self._client.close(timeout=2)

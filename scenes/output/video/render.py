"""Render films side by side: planned here, painted by processes or a cluster, bound together here.

However many work on it, a film has the same frames: each play is painted and encoded by itself, from the same
training and the same timeline.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from manim.constants import QUALITIES

from scenes.config.config import Config
from scenes.output.video.dask_cluster import Cluster
from scenes.output.video.dispatcher import Dispatcher, Rendered, Report
from scenes.output.video.film_plan import Order
from scenes.output.video.worker_processes import WorkerProcesses, Workers

MEDIA = Path("media")
_BY_FLAG = {found["flag"]: found for found in QUALITIES.values()}
QUALITY = {
    flag: (_BY_FLAG[flag]["pixel_width"], _BY_FLAG[flag]["pixel_height"], _BY_FLAG[flag]["frame_rate"])
    for flag in "lmhpk"
}
"""What manim means by l, m, h, p and k: pixels across and down in 16:9, frames a second."""

Size = tuple[int, int, float]


def order_for(
    config: Config,
    quality: str | Size = "h",
    media: Path = MEDIA,
    beat: str | None = None,
    name: str | None = None,
    suffix: str = "",
) -> Order:
    """Return an order for a film, with the folder it is going to stand in.

    That is ``videos/NAME/1080p60`` for 16:9, as manim has it, and ``videos/NAME/1080p60-9x16`` for another format.
    """
    width, height, fps = QUALITY[quality] if isinstance(quality, str) else quality
    aspect = config.format.aspect
    turned = "" if aspect == "16:9" else f"-{aspect.replace(':', 'x')}"
    folder = f"{name or config.film_name}/{height}p{fps:g}{turned}{suffix}"
    return Order(config, Path(media).absolute(), folder, width, height, fps, beat)


def workers_for(workers: int | None = None, scheduler: str | None = None) -> Workers:
    """Return workers: so many processes of this computer, or the workers of a Dask scheduler."""
    return Cluster(scheduler) if scheduler is not None else WorkerProcesses(workers)


def render(
    config: Config,
    *,
    quality: str | Size = "h",
    output: Path = MEDIA,
    workers: int | None = None,
    beat: str | None = None,
    scheduler: str | None = None,
    report: Report = lambda share, what: None,
) -> Path:
    """Render the film of a config and return its path.

    Parameters
    ----------
    quality
        l, m, h, p or k as manim has them, or pixels across and down in 16:9 and frames a second.
    output
        The folder for films, cached segments and trainings.
    workers
        How many processes; by default one for each processor.
    beat
        Only this beat.
    scheduler
        The address of a Dask scheduler whose workers are to render.
    report
        Called with the share that is done, 0 to 1, and with what is being done.

    Raises
    ------
    ConfigMistakes
        The config cannot be filmed.
    NoSuchBeat
        The film has no such beat.
    RenderFailed
        No film could be made; one made before still stands.
    NoCluster
        The cluster cannot be used, or is gone.
    """
    with closing(workers_for(workers, scheduler)) as hired:
        (film,) = render_all([order_for(config, quality, output, beat)], hired, report)
    if film.error is not None:
        raise film.error
    assert film.path is not None
    return film.path


def render_all(
    orders: Sequence[Order], workers: Workers, report: Report = lambda share, what: None
) -> Iterator[Rendered]:
    """Render films with one set of workers, and yield each as soon as it is finished or has failed.

    Raises
    ------
    RenderFailed, NoCluster
        Nobody is left to render.
    """
    return Dispatcher(orders, workers, report).films()

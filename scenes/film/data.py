"""The examples of a config: made by a function of nnlib, written out in it, or read from a csv file."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import numpy as np

from nnlib import DATASETS, Dataset, read_csv
from scenes.film.mistakes import Wrong, quoted, suggestion

SOURCES = ("dataset", "examples", "csv")
DETERMINING = ("outputs", "labels", "n", "noise", "classes", "seed", "standardise", "test_share")
"""The keys that determine the examples, with one of the sources."""
LARGEST_CSV = 100_000_000  # bytes


def make_dataset(values: dict[str, Any], folder: Path) -> Dataset:
    """Return the examples that the data section describes.

    Parameters
    ----------
    values
        The keys of the section.
    folder
        The config's folder; the path of a csv file is relative to it.

    Raises
    ------
    ValueError
        The data cannot be made; the text says why.
    """
    if values["csv"] is not None:
        path = folder / values["csv"]
        check_file(path, LARGEST_CSV)
        data = read_csv(path, outputs=values["outputs"], labels=values["labels"])
    elif values["examples"] is not None:
        rows = np.array(values["examples"], dtype=float)
        outputs = values["outputs"]
        if outputs >= rows.shape[1]:
            raise ValueError(f"outputs: of {rows.shape[1]} numbers in a row {outputs} cannot be right answers")
        data = Dataset(rows[:, :-outputs], rows[:, -outputs:])
    else:
        options = {name: values[name] for name in ("noise", "classes") if values[name] is not None}
        data = DATASETS[values["dataset"]](values["seed"], values["n"], **options)
    share = values["test_share"]
    # A stream of its own: what is kept back must not follow from how the examples were drawn.
    data = data.split(share, np.random.default_rng([values["seed"], 1])) if share else data
    return data.standardised() if values["standardise"] else data


def check_file(path: Path, largest: int) -> None:
    """Make sure that a file can be read and is not larger than that many bytes.

    Raises
    ------
    Wrong
        It cannot; the text says why.
    """
    name = quoted(path.name or str(path))
    try:
        about = os.stat(path)
    except FileNotFoundError:
        near = sorted(other.name for other in path.parent.glob(f"*{path.suffix}")) if path.parent.is_dir() else []
        hint = suggestion(path.name, near[:20]) if near else "the path is relative to the config"
        raise Wrong(f"there is no file {name}; {hint}") from None
    except (OSError, ValueError) as error:
        raise Wrong(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not stat.S_ISREG(about.st_mode):
        kind = "a folder" if stat.S_ISDIR(about.st_mode) else "a device or a pipe"
        raise Wrong(f"{name} is {kind}; name a file")
    if about.st_size > largest:
        raise Wrong(f"{name} has {about.st_size / 1e6:,.0f} MB; {largest / 1e6:,.0f} MB are the most")
    if not os.access(path, os.R_OK):
        raise Wrong(f"{name} may not be read; change its permissions")

"""The examples of a config: made by a function of nnlib, written out in it, or read from files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from nnlib import DATASETS, ArgumentError, Dataset, read_csv
from nnlib.checks import counted
from scenes.config.examples.file_checks import check_file
from scenes.config.examples.picture_folder import read_pictures
from scenes.config.file_keys import beside

MADE = ("n", "noise", "classes")
"""The keys that only a dataset of nnlib takes."""
SOURCES = ("dataset", "examples", "csv", "folder")
OF_A_TABLE = ("answer", "inputs", "names")
"""The keys that only a csv file takes."""
DETERMINING = (*OF_A_TABLE, "missing", "outputs", "labels", *MADE, "seed", "standardise", "test_share")
"""The keys that determine the examples, with one of the sources."""
LARGEST_CSV = 100_000_000  # bytes


def make_dataset(values: dict[str, Any], folder: Path) -> Dataset:
    """Return the examples that the data section describes.

    Parameters
    ----------
    values
        The keys of the section.
    folder
        The config's folder; paths of a csv file or a folder of pictures are relative to it.

    Raises
    ------
    ValueError
        The data cannot be made; the text says why.
    """
    if values["csv"] is not None:
        path = beside(folder, values["csv"])
        check_file(path, LARGEST_CSV)
        data = read_csv(
            path,
            target=values["answer"],
            outputs=values["outputs"],
            labels=values["labels"],
            inputs=values["inputs"],
            names=values["names"],
            drop_missing=values["missing"] == "drop",
        )
    elif values["examples"] is not None:
        rows = np.array(values["examples"], dtype=float)
        outputs = values["outputs"]
        if outputs >= rows.shape[1]:
            text = f"of {counted(rows.shape[1], 'number')} in a row {outputs} cannot be right answers"
            raise ArgumentError("outputs", text)
        data = Dataset(rows[:, :-outputs], rows[:, -outputs:])
    elif values["folder"] is not None:
        data = read_pictures(beside(folder, values["folder"]))
    else:
        options = tuple((name, values[name]) for name in ("noise", "classes") if values[name] is not None)
        data = _drawn(values["dataset"], values["seed"], values["n"], options)
    share = values["test_share"]
    # A stream of its own: what is kept back must not follow from how the examples were drawn.
    data = data.split(share, np.random.default_rng([values["seed"], 1])) if share else data
    return data.standardised() if values["standardise"] else data


@lru_cache(maxsize=1)
def _drawn(name: str, seed: int, n: int | None, options: tuple[tuple[str, float], ...]) -> Dataset:
    """Return a dataset of nnlib; the last one is kept, because a film asks for it several times."""
    return DATASETS[name](seed, n, **dict(options))

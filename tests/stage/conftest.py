"""What the tests of the stage share: a small frame, a small network and a small recorded training."""

import numpy as np
import pytest
from manim import tempconfig

from nnlib import DATASETS, History, Network, train


@pytest.fixture(autouse=True)
def small_frame(tmp_path):
    with tempconfig(
        {
            "pixel_width": 426,
            "pixel_height": 240,
            "frame_width": 8 * 426 / 240,
            "frame_height": 8.0,
            "frame_rate": 15,
            "media_dir": str(tmp_path),
            "progress_bar": "none",
            "dry_run": True,
        }
    ):
        yield


@pytest.fixture(scope="session")
def history() -> History:
    network = Network([3, 4, 1], bias=False, init="uniform", seed=1, generator="legacy")
    data = DATASETS["puzzle"](np.random.default_rng(0), None, 0.0)
    return train(
        network,
        data,
        learning_rate=1.0,
        epochs=200,
        batch_size=1,
        shuffle=False,
        record="dense",
        record_also=[0, 20, 50],
    )


@pytest.fixture
def network(history) -> Network:
    return history.network(0)

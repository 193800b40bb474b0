"""The config of a lesson of pictures: classes that a network names, or says that it does not know."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from nnlib import Dataset, unknown_shapes
from nnlib.data import NONE_OF_THEM, SHAPES, SIDE
from scenes.config.config import NetworkConfig
from scenes.config.fields import Reasons
from scenes.config.sections.section import Section
from scenes.config.standard_words import nameless
from scenes.stage.pictures.evaluation import Pictures, TestSet
from scenes.training.training import dataset_of


class Shapes(Section):
    """What counts as knowing, and with what it is tested."""

    reasons: ClassVar = {
        "threshold": Reasons(
            "a share is 0 or more", "nothing is surer than 0.99; then the network would never name a shape"
        ),
        "unknowns": Reasons("three kinds are drawn: write 3 or more", "1000 are as many as the film can count"),
    }

    threshold: float = Field(
        0.6,
        ge=0,
        le=0.99,
        description="How sure the network must be to name a class; below it the network says that it does not know.",
    )
    unknowns: int = Field(
        300,
        ge=3,
        le=1000,
        description="With the dataset shapes and 3 classes: how many drawings of something else it is asked about.",
    )


class PicturesConfig(NetworkConfig):
    """A config whose examples are square pictures of classes, some of them kept back."""

    shapes: Shapes

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why this lesson cannot show it: it needs pictures, classes, and some kept back."""
        data = dataset_of(self)
        if data.inputs.shape[1] != SIDE * SIDE or data.classes is None or data.kind != "one-hot":
            return [
                ("data", f"this lesson looks at pictures of {SIDE} × {SIDE} pixels; write dataset: shapes, or folder")
            ]
        if self.data.standardise:
            return [("data.standardise", "this lesson shows the pixels as they are; write false")]
        if self.network.output != "softmax":
            return [("network.output", "this lesson shows how sure the network is of each class; write softmax")]
        if not np.isin(data.test_labels, _known_classes(data)).any():
            return [("data.test_share", "no picture of its classes is kept back for the test; write a larger share")]
        drawn = [name for name in data.classes if name in SHAPES] if self.data.dataset else []
        return nameless(getattr(self.words, "class_names", drawn), len(drawn))


def _known_classes(data: Dataset) -> tuple[int, ...]:
    """Return the numbers of the classes that are classes, and not "none of them"."""
    return tuple(k for k, name in enumerate(data.classes or ()) if name != NONE_OF_THEM)


def unseen_pictures(config: PicturesConfig, data: Dataset) -> TestSet:
    """Return the pictures kept back, and pictures of something else that the network has never seen, if any."""
    known = _known_classes(data)
    test = np.isin(data.test_labels, known)
    unknown = data.test_inputs[~test] if (~test).any() else _drawn_unknown(config)
    return TestSet(data.test_inputs[test], data.test_labels[test], unknown, known, config.shapes.threshold)


def _drawn_unknown(config: PicturesConfig) -> Pictures:
    if config.data.dataset != "shapes":
        return np.zeros((0, SIDE * SIDE))
    noise = {} if config.data.noise is None else {"noise": config.data.noise}
    # A stream of its own, beside those that drew and split the data.
    return unknown_shapes(np.random.default_rng([config.data.seed, 2]), config.shapes.unknowns, **noise)[0]

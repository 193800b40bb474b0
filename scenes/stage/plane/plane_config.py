"""The config of a lesson of points: two inputs, a few classes, and some points kept aside."""

from __future__ import annotations

from nnlib import Dataset
from nnlib.data.csv_numbers import is_number
from scenes.config.config import NetworkConfig
from scenes.config.standard_words import nameless
from scenes.training.training import dataset_of

MOST_CLASSES = 4  # colours that stay apart on a map


class PlaneConfig(NetworkConfig):
    """A config whose examples are points of a plane that belong to classes."""

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return why the config's data cannot be shown on a plane: a key and a reason, or nothing."""
        if wrong := off_the_plane(self):
            return wrong
        data, names = dataset_of(self), getattr(self.words, "class_names", ())
        return nameless(names, len(data.classes or range(max(2, data.targets.shape[1])))) if numbered(data) else []


def numbered(data: Dataset) -> bool:
    """Return whether the classes of examples have no names but numbers."""
    return all(map(is_number, data.classes or ()))


def off_the_plane(config: NetworkConfig) -> list[tuple[str, str]]:
    """Return why the data of any config cannot be shown on a plane."""
    data = dataset_of(config)
    inputs, outputs = data.inputs.shape[1], data.targets.shape[1]
    source = next(key for key in ("csv", "examples", "dataset") if getattr(config.data, key) is not None)
    if inputs != 2:
        some = f"; choose two: data.inputs: [{', '.join(data.names[:2])}]" if source == "csv" and inputs > 2 else ""
        return [(f"data.{source}", f"this lesson shows a plane: it needs 2 inputs, and here are {inputs}{some}")]
    if data.kind == "values":
        text = "this lesson tells classes apart, and these right answers are numbers"
        if source == "csv":
            hint = "where numbers name classes, write data.labels: true; else name their column by data.answer"
            text += f" ({data.target_names[0]}); {hint}"
        return [(f"data.{source}", text)]
    if unseen := [name for name, column in zip(data.target_names, data.targets.T, strict=True) if not column.any()]:
        return [(f"data.{source}", f"no example has the answer {unseen[0]}; add some, or leave the class out")]
    if outputs > MOST_CLASSES:
        return [(f"data.{source}", f"{outputs} classes are too many: the map has {MOST_CLASSES} colours")]
    if len(data.test_inputs) == 0:
        return [("data.test_share", "the film ends with points the network never saw; write a share such as 0.4")]
    fitting = "sigmoid" if outputs == 1 else "softmax"
    if config.network.output != fitting:
        loss = "binary_cross_entropy" if outputs == 1 else "cross_entropy"
        text = f"the map shows probabilities: {max(2, outputs)} classes need the output {fitting} (and loss: {loss})"
        return [("network.output", text)]
    return []

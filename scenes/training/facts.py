"""What is said of a run is what its config says and what was measured after its training; nothing else."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import numpy as np

from nnlib import Dataset, History
from nnlib.checks import counted
from scenes.config.config import Config, NetworkConfig

LONGEST = 300  # characters in a line


def settings_of(config: Config) -> list[str]:
    """Return the settings of the lesson's own sections, a line for each."""
    lines = []
    for name in config.own_sections():
        section = getattr(config, name)
        fields = type(section).model_fields
        # What is switched off, and is so by default, is not worth a word.
        values = {k: v for k, v in section.model_dump().items() if v or v != fields[k].default}
        said = [_setting(key, value) for key, value in values.items() if value is not None]
        lines.append(textwrap.shorten(f"{name.capitalize()}: {'; '.join(said)}", LONGEST, placeholder=" …"))
    return lines


def common_facts(data: Dataset, history: History) -> dict[str, Any]:
    """Return what any text of a lesson may hold: how many examples, inputs, epochs, neurons and synapses."""
    network = history.template
    return {
        "count": len(data),
        "inputs": data.inputs.shape[1],
        "epochs": history.epochs,
        "neurons": sum(network.sizes),
        "synapses": sum(weights.size for weights in network.weights),
    }


def measured(config: NetworkConfig, data: Dataset, history: History) -> list[str]:
    """Return what came of a training, measured on the network as it is at its end."""
    final = history.network(history.epochs)
    sizes = "-".join(str(size) for size in final.sizes)
    parameters = "weights and biases" if final.bias else "weights"
    many = f"{final.parameter_count:,} {parameters}"
    lines = [f"The network {sizes} with {many} was trained for {counted(history.epochs, 'epoch')}."]
    held_out = f"the {counted(len(data.test_inputs), 'example')} it never saw"
    if data.left_out:
        lines.append(f"Rows of {Path(str(config.data.csv)).name} that lack a value are left out: {data.left_out:,}.")
    for inputs, targets, whose in (
        (data.inputs, data.targets, f"its {counted(len(data.inputs), 'example')}"),
        (data.test_inputs, data.test_targets, held_out),
    ):
        if len(inputs):
            found = final.evaluate(inputs, targets, config.training.loss)
            right = "" if found.share_right is None else f"{found.share_right:.1%} right answers, "
            lines.append(f"On {whose}: {right}average error {found.error:.4f}.")
    question = getattr(config.data, "question", None)
    if question is not None:
        count = data.inputs.shape[1]
        asked, wanted = np.array(question[:count]), question[count:]
        answer = final.predict(asked)[0]
        lines.append(f"Asked {_numbers(asked)}, it answers {_numbers(answer.round(4))}; right is {_numbers(wanted)}.")
    return lines


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, (int, float)) else str(value).replace("_", " ")


def _setting(key: str, value: Any) -> str:
    name = key.replace("_", " ")
    if key in ("weights", "biases"):
        return f"{name} given"
    if isinstance(value, bool):
        return f"{name} {_word(value)}"
    if isinstance(value, (list, tuple)):
        rows = value and isinstance(value[0], (list, tuple))
        return f"{len(value)} {name}" if rows else f"{name} {_numbers(value)}"
    if isinstance(value, float):
        return f"{name} {value:g}"
    if isinstance(value, int):
        return f"{name} {value}" if "seed" in name else f"{name} {value:,}"
    return f"{name} {Path(value).name}" if key == "csv" else f"{name} {value}".replace("_", " ")


def _numbers(values: Any) -> str:
    return " ".join(_word(value) for value in values)

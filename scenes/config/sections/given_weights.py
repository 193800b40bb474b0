"""Weights that a config gives, instead of having them drawn by chance: whether they fit the network."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from scenes.config.examples.data_checks import dataset_of
from scenes.config.sections.network import DRAWN
from scenes.config.valid_values import Known
from scenes.config.yaml_files.reader import Node


def without_drawn(tree: Node, weights: Node | None) -> Node:
    """Return a config without how its weights are drawn, where ``weights`` from elsewhere are put over it."""
    if weights is None or weights.value is None or not isinstance(tree.value, dict):
        return tree
    network = tree.value.get("network")
    if network is None or not isinstance(network.value, dict):
        return tree
    kept = {k: n for k, n in network.value.items() if k not in DRAWN or n.place.file == weights.place.file}
    return Node({**tree.value, "network": Node(kept, network.place, network.key_place)}, tree.place, tree.key_place)


def weights_are_drawn_or_given(known: Known) -> Iterator[tuple[str, str]]:
    """Nobody writes a seed, or biases, that would be passed over in silence."""
    if known["network.weights"] is None:
        if known["network.biases"] is not None:
            yield (
                "network.biases",
                "no weights are given that they go with; write weights as well, or biases: null",
            )
        return
    for key in DRAWN:
        if known.tree.find(("network", key)) is not None:
            where = known.line("network.weights", f"network.{key}")
            yield f"network.{key}", f"the weights are given{where}, none is drawn; delete it, or write weights: null"


def given_weights_fit(known: Known) -> Iterator[tuple[str, str]]:
    """Each table has a row for each neuron that sends, and in it a number for each that receives."""
    weights, biases, has_bias = known["network.weights"], known["network.biases"], known["network.bias"]
    data = dataset_of(known)
    sizes = [data.inputs.shape[1], *known["network.hidden"], data.targets.shape[1]]
    network, layers = "-".join(map(str, sizes)), len(sizes) - 1
    for key, given, noun in (("weights", weights, "table"), ("biases", biases, "list")):
        if given is not None and len(given) != layers:
            need = f"a network {network} needs {layers}, one for each layer after the inputs"
            yield f"network.{key}", f"{_several(len(given), noun)}; {need}; write {layers}"
            return
    for number, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        if weights is not None and (wrong := _wrong_table(number, weights[number - 1], n_in, n_out)):
            need = f"{_several(n_in, 'row')} of {_several(n_out, 'number')}"
            yield "network.weights", f"{wrong}; in a network {network} it has {n_in} x {n_out} weights: write {need}"
    each = has_bias if isinstance(has_bias, tuple) else (has_bias,) * layers
    if biases is None or len(each) != layers:
        return
    if not any(each):
        where = known.line("network.bias", "network.biases")
        yield "network.biases", f"network.bias is false{where}; write biases: null"
        return
    for number, (given, n_out, has) in enumerate(zip(biases, sizes[1:], each, strict=True), start=1):
        if len(given) != n_out * has:
            need = f"{_several(n_out, 'neuron')}; write {n_out}" if has else "no biases; write []"
            text = (
                f"list {number} has {_several(len(given), 'number')}, and layer {number} after the inputs has {need}"
            )
            yield "network.biases", text


def _wrong_table(number: int, table: Any, n_in: int, n_out: int) -> str | None:
    if len(table) != n_in:
        return f"table {number} has {_several(len(table), 'row')}"
    wrong = next((k for k, row in enumerate(table, start=1) if len(row) != n_out), None)
    return None if wrong is None else f"row {wrong} of table {number} has {_several(len(table[wrong - 1]), 'number')}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"

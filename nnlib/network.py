"""A network is layers of neurons, and between each pair of neighbouring layers a table of synapses.

`Network` is a value: its structure and its weights at one moment. Nothing here changes it; learning makes
a new one (`with_parameters`), so a picture of it can never turn into a picture of a later one.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from nnlib import passes
from nnlib.arrays import Array, frozen, matrix
from nnlib.evaluation import Evaluation
from nnlib.initializers import draw_weights
from nnlib.losses import fitting_loss
from nnlib.parameters import Parameters, roll
from nnlib.passes import Gradients, Trace
from nnlib.structure import Mask, Structure
from nnlib.value import Value

OF_STRUCTURE = ("sizes", "hidden", "output", "bias", "dropout", "links", "parameter_count")


class Network(Value):
    """Layers, activations and parameters of a feed-forward network, as one read-only value.

    Parameters
    ----------
    sizes : sequence of int
        Neurons of each layer, inputs first; at least two layers of at least one neuron.
    hidden : str or sequence of str
        Name in `ACTIVATIONS` for all hidden layers, or one for each: ``["relu", "tanh"]``.
    output : str
        Name in `ACTIVATIONS`.
    bias : bool or sequence of bool
        Whether neurons have a bias (it starts at 0); for all layers after the inputs, or one answer for each.
    init : str or (str, dict)
        Name in `INITIALIZERS`, alone or with its constants: ``("uniform", {"low": -1, "high": 1})``.
    seed : int
        Seed of the weights.
    generator : {"modern", "legacy"}
        NumPy's Generator, or its RandomState, which older programs used. Both draw neuron by neuron.
    dropout : float
        Probability, below 1, with which a hidden neuron is silent in a training pass.
    links : sequence of ((n_in, n_out) bool array or None), optional
        Where a synapse exists, one mask for each pair of layers; None for "everywhere". A missing
        synapse has the weight 0 and keeps it.

    Attributes
    ----------
    weights : tuple of (n_in, n_out) arrays, read-only
    biases : tuple of (n_out,) arrays, read-only
        As many as `weights`, (0,) for a layer without bias; an empty tuple where no layer has one.
    parameters : Parameters
        All of them end to end, with the arrays that are views of them; read-only.
    structure : Structure
        Everything but the parameters.
    sizes, hidden, output, bias, dropout, links, parameter_count
        As of the structure.

    Raises
    ------
    ValueError
        For sizes below 1, unknown names, lists of the wrong length and masks of the wrong shape.
    """

    __slots__ = ("biases", "parameters", "structure", "weights", *OF_STRUCTURE)

    structure: Structure
    sizes: tuple[int, ...]
    hidden: str | tuple[str, ...]
    output: str
    bias: bool | tuple[bool, ...]
    dropout: float
    links: tuple[Mask | None, ...] | None
    parameter_count: int
    weights: tuple[Array, ...]
    biases: tuple[Array, ...]
    parameters: Parameters

    def __init__(
        self,
        sizes: Sequence[int],
        hidden: str | Sequence[str] = "sigmoid",
        output: str = "sigmoid",
        bias: bool | Sequence[bool] = True,
        init: Any = "glorot_uniform",
        seed: int = 0,
        generator: str = "modern",
        dropout: float = 0.0,
        links: Sequence[ArrayLike | None] | None = None,
    ) -> None:
        structure = Structure.dense(sizes, hidden, output, bias, dropout, links)
        weights = draw_weights(structure.sizes, init, seed, generator)
        for layer, gone in structure.gone():
            weights[layer][gone] = 0.0
        zeros = structure.unroll(np.zeros(structure.parameter_count))
        self._fill(structure, weights, zeros.biases)

    @classmethod
    def of(cls, structure: Structure, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike] = ()) -> Network:
        """The network of this structure and these parameters (errors as for `with_parameters`)."""
        made = object.__new__(cls)
        made._fill(structure, weights, biases)
        return made

    def with_parameters(self, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike] = ()) -> Network:
        """A network of the same structure with other parameters (copied), shaped as `weights` and `biases` are.

        Raises
        ------
        ValueError
            For wrong shapes, values that are not finite, or a weight where there is no link.
        """
        return Network.of(self.structure, weights, biases)

    # -- What it does ------------------------------------------------------------------------------

    def forward(self, x: ArrayLike, rng: np.random.Generator | None = None, kept: ArrayLike | None = None) -> Trace:
        """Let examples pass through.

        Parameters
        ----------
        x : (n, n_in) array; one example may come as (n_in,)
        rng : numpy.random.Generator, optional
            Draws the neurons that drop out, as in training. Without it nobody drops out.
        kept : (hidden neurons,) bool array, optional
            Instead of `rng`: which hidden neurons dropout leaves in, layer after layer, as a `Moment` of a training
            tells.

        Returns
        -------
        Trace
            Read-only arrays of the preactivations and activations of every neuron.

        Raises
        ------
        ValueError
            If x or `kept` has the wrong shape, or x holds NaN or infinity.
        """
        x = matrix("inputs", x, self.sizes[0], row=True)
        layers, stays = self.structure.layers, [] if kept is None else self.structure.kept_by_layer(kept, len(x))
        with np.errstate(all="ignore"):  # weights near the end of the floats may overflow, silently
            trace = passes.forward(x, layers, self.parameters.by_layer, self.dropout, rng, stays)
        for array in (*trace.preactivations, *trace.activations, *trace.masks):
            frozen(array)
        return trace

    def predict(self, x: ArrayLike) -> Array:
        """The answers (n, n_out) to the examples x (n, n_in)."""
        return self.forward(x).outputs

    def backward(self, trace: Trace, targets: ArrayLike, loss: str = "squared_error") -> Gradients:
        """Send the error back through the pass recorded in `trace`.

        Parameters
        ----------
        trace : Trace
            From `forward` of this network.
        targets : (n, n_out) array
        loss : str
            Name in `LOSSES`.

        Raises
        ------
        ValueError
            If the targets do not fit the trace or the loss.
        """
        goal = self._targets(trace, targets)
        layers, measure = self.structure.layers, fitting_loss(loss, self.output, goal)
        gradient = self.structure.unroll(np.empty_like(self.parameters.theta))
        with np.errstate(all="ignore"):
            deltas = passes.backward(trace, goal, layers, self.parameters.by_layer, gradient.by_layer, measure)
            gradient.theta[:] /= len(goal)
        for layer, gone in self.structure.gone():
            gradient.weights[layer][gone] = 0.0
        for array in (*gradient.weights, *gradient.biases, *deltas):
            frozen(array)
        return Gradients(gradient.weights, gradient.biases, deltas)

    def loss(self, trace: Trace, targets: ArrayLike, loss: str = "squared_error") -> float:
        """The mean loss over the examples of `trace`, exact also where an output is rounded to 0 or 1."""
        goal = self._targets(trace, targets)
        measure = fitting_loss(loss, self.output, goal)
        with np.errstate(all="ignore"):
            return float(measure.measured(trace.preactivations[-1], trace.outputs, goal, self.output).mean())

    def evaluate(self, inputs: ArrayLike, targets: ArrayLike, loss: str = "squared_error") -> Evaluation:
        """How well the network does on examples.

        Parameters
        ----------
        inputs : (n, n_in) array
        targets : (n, n_out) array
        loss : str
            Name in `LOSSES`.

        Raises
        ------
        ValueError
            If the inputs do not fit the network, or the targets its outputs or the loss.
        """
        trace = self.forward(inputs)
        return Evaluation.of(trace.outputs, self._targets(trace, targets), self.loss(trace, targets, loss))

    # -- How it is made ------------------------------------------------------------------------------

    def _fill(self, structure: Structure, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike]) -> None:
        theta = frozen(roll(structure.weights(weights), structure.biases(biases)))
        made = structure.unroll(theta)
        self._set(structure=structure, **{name: getattr(structure, name) for name in OF_STRUCTURE})
        self._set(parameters=made, weights=made.weights, biases=made.biases)

    def _targets(self, trace: Trace, targets: ArrayLike) -> Array:
        got = [a.shape[1] for a in trace.activations]
        if got != list(self.sizes):
            raise ValueError(f"trace: expected layers of {list(self.sizes)} neurons, got {got}")
        goal = matrix("targets", targets, row=len(trace.outputs) == 1)
        if goal.shape != trace.outputs.shape:
            raise ValueError(f"targets: expected the shape {trace.outputs.shape}, got {goal.shape}")
        return goal

    def _identity(self) -> Hashable:
        return self.structure, *self.parameters.theta.tolist()

    def __repr__(self) -> str:
        layers = "-".join(str(size) for size in self.sizes)
        answers = " → ".join(layer.activation for layer in self.structure.layers)
        return f"<Network {layers}, {answers}, {self.parameter_count} parameters>"

"""Examples are pairs: what the network sees, and what it should answer."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.arrays import Array, frozen, matrix
from nnlib.checks import counted, real_number
from nnlib.data.labels import kind_of, labels_of
from nnlib.data.stratified import of_each_class
from nnlib.errors import ArgumentError
from nnlib.value import Value

Seed = int | np.random.Generator


class Dataset(Value):
    """Inputs and targets with their names; read-only.

    Parameters
    ----------
    inputs : (n, d) array
    targets : (n, k) array, or (n,) for k = 1
    names : d strings, optional
        Names of the inputs; x1, x2, … by default.
    target_names : k strings, optional
        Names of the targets; the classes where there are k of them, else y1, y2, ….
    classes : strings, optional
        Names of the classes: k of them for one-hot targets, two for a single 0/1 target.
    test : (inputs, targets), optional
        Examples held out from training.
    left_out : int
        How many examples were left out because a value was missing.

    Attributes
    ----------
    inputs, targets : the training part, (n, d) and (n, k)
    test_inputs, test_targets : the held-out part, (m, d) and (m, k); m may be 0
    mean, scale : (d,) arrays or None
        What `standardised` took away and divided by; None for inputs as they came.

    Raises
    ------
    ValueError
        For empty data, NaN or infinity, lengths or names that do not fit each other.
    """

    __slots__ = (
        "classes",
        "inputs",
        "left_out",
        "mean",
        "names",
        "scale",
        "target_names",
        "targets",
        "test_inputs",
        "test_targets",
    )

    inputs: Array
    targets: Array
    test_inputs: Array
    test_targets: Array
    names: tuple[str, ...]
    target_names: tuple[str, ...]
    classes: tuple[str, ...] | None
    mean: Array | None
    scale: Array | None
    left_out: int

    def __init__(
        self,
        inputs: ArrayLike,
        targets: ArrayLike,
        names: Sequence[str] | None = None,
        target_names: Sequence[str] | None = None,
        classes: Sequence[str] | None = None,
        test: tuple[ArrayLike, ArrayLike] | None = None,
        left_out: int = 0,
    ) -> None:
        x, t = _pair("", inputs, targets)
        d, k = x.shape[1], t.shape[1]
        test_x, test_t = np.empty((0, d)), np.empty((0, k))
        if test is not None and len(np.asarray(test[0])) > 0:
            test_x, test_t = _pair("test ", test[0], test[1], d, k)
        groups = None if classes is None else tuple(str(name) for name in classes)
        if groups is not None and len(groups) != max(k, 2):
            raise ValueError(f"classes: expected {max(k, 2)} names, got {len(groups)}: {list(groups)}")
        default = groups if groups is not None and len(groups) == k else tuple(f"y{i + 1}" for i in range(k))
        self._set(
            inputs=frozen(x),
            targets=frozen(t),
            test_inputs=frozen(test_x),
            test_targets=frozen(test_t),
            names=_names("names", names, tuple(f"x{i + 1}" for i in range(d))),
            target_names=_names("target_names", target_names, default),
            classes=groups,
            mean=None,
            scale=None,
            left_out=left_out,
        )

    def __len__(self) -> int:
        """The number of training examples."""
        return len(self.inputs)

    @property
    def labels(self) -> NDArray[np.int64]:
        """The class of each training example, (n,): the greatest target, or a single target above ½."""
        return labels_of(self.targets)

    @property
    def test_labels(self) -> NDArray[np.int64]:
        """The class of each held-out example, (m,)."""
        return labels_of(self.test_targets)

    @property
    def kind(self) -> str:
        """What the targets are: "binary" (one column of 0 and 1), "one-hot", or "values"."""
        return kind_of(np.concatenate([self.targets, self.test_targets]))

    @property
    def digest(self) -> str:
        """A fingerprint of everything in it, as hexadecimal digits."""
        seen = hashlib.sha256(repr((self.names, self.target_names, self.classes)).encode())
        for array in (self.inputs, self.targets, self.test_inputs, self.test_targets, self.mean, self.scale):
            if array is not None:
                seen.update(repr(array.shape).encode() + array.tobytes())
        return seen.hexdigest()

    def split(self, test_share: float, rng: Seed) -> Dataset:
        """The same examples, some of them (drawn by lot) held out from training.

        Where the targets are classes it is stratified: the same share of each class is held out, rounded so
        that the whole share is kept as well, and each class has an example in both parts.

        Parameters
        ----------
        test_share : float
            Share of the examples to hold out, 0 ≤ share < 1; the count is rounded.
        rng : int or numpy.random.Generator

        Raises
        ------
        ValueError
            If the share leaves no example to learn from, a class has fewer than 2, or some are held out already.
        """
        share = real_number("test_share", test_share, 0.0, 1.0)
        if len(self.test_inputs) > 0:
            raise ValueError(f"split: expected data in one part, but {len(self.test_inputs)} are held out already")
        held = round(share * len(self))
        if held == len(self):
            text = f"split: a test share of {share:g} leaves none of {counted(len(self), 'example')} to learn from"
            raise ArgumentError("test_share", text)
        order = as_generator(rng).permutation(len(self))
        chosen = (
            order[:held]
            if self.kind == "values" or share == 0.0
            else of_each_class(order, self.labels, share, self.classes)
        )
        # Both parts keep the order of the table: only the choice is random.
        test, kept = np.sort(chosen), np.setdiff1d(order, chosen)
        return self._changed(
            inputs=self.inputs[kept],
            targets=self.targets[kept],
            test_inputs=self.inputs[test],
            test_targets=self.targets[test],
        )

    def standardised(self) -> Dataset:
        """The same examples with inputs of mean 0 and standard deviation 1 in the training part.

        The held-out part is moved and scaled by the same numbers: nothing is learned from it. A column
        that never changes becomes 0 (its scale is taken for 1).
        """
        mean = self.inputs.mean(axis=0)
        scale = self.inputs.std(axis=0)
        constant = (self.inputs == self.inputs[0]).all(axis=0)
        mean = np.where(constant, self.inputs[0], mean)
        scale = np.where(constant | (scale == 0.0), 1.0, scale)
        before = (np.zeros_like(mean), np.ones_like(scale)) if self.mean is None else (self.mean, self.scale)
        return self._changed(
            inputs=(self.inputs - mean) / scale,
            test_inputs=(self.test_inputs - mean) / scale,
            mean=before[0] + before[1] * mean,  # standardised twice, they still lead back to the first
            scale=before[1] * scale,
        )

    def _changed(self, **changes: Any) -> Dataset:
        other = object.__new__(Dataset)
        fields = {name: getattr(self, name) for name in self.__slots__} | changes
        other._set(**{n: frozen(f) if isinstance(f, np.ndarray) else f for n, f in fields.items()})
        return other

    def _identity(self) -> str:
        return self.digest

    def __repr__(self) -> str:
        test = f" + {len(self.test_inputs)} held out" if len(self.test_inputs) else ""
        d, k = self.inputs.shape[1], self.targets.shape[1]
        return f"<Dataset of {len(self)}{test} examples, {d} inputs, {k} targets>"


def as_generator(rng: Seed) -> np.random.Generator:
    """A generator from itself, or from a seed."""
    if isinstance(rng, np.random.Generator):
        return rng
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        raise ValueError(f"rng: expected a seed (a whole number from 0) or a numpy Generator, got {rng!r}")
    return np.random.default_rng(int(rng))


def _pair(
    part: str, inputs: ArrayLike, targets: ArrayLike, d: int | None = None, k: int | None = None
) -> tuple[Array, Array]:
    x, t = matrix(f"{part}inputs", inputs, d), matrix(f"{part}targets", targets, k)
    if len(x) != len(t):
        raise ValueError(f"{part}targets: expected one row for each of {counted(len(x), 'example')}, got {len(t)}")
    return x, t


def _names(what: str, names: Sequence[str] | None, default: tuple[str, ...]) -> tuple[str, ...]:
    if names is None:
        return default
    if isinstance(names, str) or len(names) != len(default):
        raise ValueError(f"{what}: expected {len(default)} names, got {names!r}")
    return tuple(str(name) for name in names)

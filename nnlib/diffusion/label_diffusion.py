"""Label diffusion: a network hundreds of layers deep in which nothing is trained, and every pixel gets a label.

Each layer is a plane of size × size neurons, one a pixel. A neuron of layer t has exactly one incoming link, from one
of its four neighbours in layer t − 1, drawn anew by chance for every layer; the plane wraps round. Layer 0 holds the
training points: each gives its group to the pixel it lies on, all other pixels are unlabelled. Then, in every layer
at once and reading only the layer before::

    active(p) = p is unlabelled, or t > grow_layers
    label(p) at t = label(neighbour) at t − 1   where p is active and that neighbour has a label
                    label(p) at t − 1           everywhere else

The first layers only fill empty pixels: regions grow. Later ones let labelled pixels copy as well: borders turn
fuzzy. In the end a new observation is classified by looking up its pixel. Depth stands where training would iterate.

The system is Vincent Granville's; so are the four groups that overlap (``lattice``).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnlib.arrays import Array, Ints, frozen, matrix
from nnlib.checks import real_number, whole_number
from nnlib.diffusion.lattice import Points, checked_priors, draw_points
from nnlib.diffusion.rules import STEPS, UNLABELLED, Labels, next_layer

MOST_KEPT = 64_000_000  # bytes of layers kept in memory; those between are drawn again

_POINTS, _LINKS, _NEW = range(3)  # what a stream of random numbers is for: each has its own


@dataclass(frozen=True)
class Chain:
    """One pixel's links back through all layers: ``rows`` and ``columns`` (layers + 1,), at index t those in layer t.

    From one layer to the next the place moves by at most one pixel, and stays where the pixel kept its label.
    """

    rows: Ints
    columns: Ints
    label: int

    @property
    def copied(self) -> int:
        """How many links lead to a neighbour; all others lead to the pixel itself."""
        return int(((np.diff(self.rows) != 0) | (np.diff(self.columns) != 0)).sum())


class LabelDiffusion:
    """One run of label diffusion, determined by its arguments; any of its layers can be asked for.

    Parameters
    ----------
    size
        Pixels on each side of the plane.
    spread
        How widely each group scatters (:func:`draw_points`).
    layers
        How many layers follow layer 0.
    grow_layers
        Up to this layer only unlabelled pixels copy.
    priors
        The probability of each group, one to 255 of them; they add up to 1.
    seed
        Start of all random numbers.

    Raises
    ------
    ValueError
        An argument is out of range; the message says which, and what fits.

    Examples
    --------
    >>> run = LabelDiffusion(size=40, layers=30, seed=1)
    >>> run.layer(30).shape
    (40, 40)
    """

    def __init__(
        self,
        size: int = 800,
        spread: float = 0.05,
        layers: int = 250,
        grow_layers: int = 50,
        priors: Sequence[float] = (0.2, 0.4, 0.3, 0.1),
        seed: int = 1,
    ) -> None:
        self.size = whole_number("size", size, least=2)
        self.spread = real_number("spread", spread, 0.0, open_low=True)
        self.layers = whole_number("layers", layers, least=1)
        self.grow_layers = whole_number("grow_layers", grow_layers)
        self.priors = tuple(checked_priors(priors, len(priors)).tolist())
        self.groups = len(self.priors)  # those that no point belongs to included
        self.seed = whole_number("seed", seed)
        said = [self.size, self.spread, self.layers, self.grow_layers, self.priors, self.seed]
        # All that determines the run, for whoever keeps what was made of it.
        self.digest = hashlib.sha256(json.dumps(said).encode()).hexdigest()
        self._last: tuple[int, Labels] | None = None

    # What goes in.

    @cached_property
    def centres(self) -> Array:
        """The shift (a, b) of each group, (groups, 2), in [0, 1)."""
        return frozen(self._generator(_POINTS, 0).random((self.groups, 2)))

    @cached_property
    def points(self) -> Points:
        """The training points."""
        return draw_points(self._generator(_POINTS, 1), self.centres, self.spread, self.priors)

    @cached_property
    def point_shares(self) -> Array:
        """The share of the training points of each group, (groups,)."""
        return frozen(np.bincount(self.points.groups, minlength=self.groups + 1)[1:] / len(self.points))

    def new_points(self, count: int) -> Points:
        """Return ``count`` observations (at most 1000) drawn as the training points were, and none of them."""
        count = whole_number("count", count, least=1)
        rng = self._generator(_NEW, 0)
        drawn = draw_points(rng, self.centres, self.spread, self.priors)
        if count > min(1000, len(drawn)):
            raise ValueError(f"count: expected at most {min(1000, len(drawn))} new points, got {count}")
        chosen = rng.permutation(len(drawn))[:count]
        return Points(frozen(drawn.places[chosen]), frozen(drawn.groups[chosen]))

    def pixels(self, places: ArrayLike) -> tuple[Ints, Ints]:
        """Return the rows (from the top) and columns (from the left) of places (n, 2) on the square (0, 2)²."""
        x, y = matrix("places", places, columns=2, row=True).T
        if min(x.min(), y.min()) < 0 or max(x.max(), y.max()) > 2:
            raise ValueError("places: expected x and y from 0 to 2")
        # Half a plane is one unit of the square; only a place on its very rim could fall off.
        rows, columns = (np.floor(self.size / 2 * part).astype(np.int64) for part in (2 - y, x))
        return np.minimum(rows, self.size - 1), np.minimum(columns, self.size - 1)

    # What happens.

    def layer(self, t: int) -> Labels:
        """Return the labels of layer ``t``, 0 to ``layers``: (size, size), read-only."""
        t, kept = self._checked(t), self._record[0]
        begin = max(k for k in kept if k <= t)
        labels = kept[begin]
        if self._last is not None and begin < self._last[0] <= t:
            begin, labels = self._last
        for k in range(begin + 1, t + 1):
            labels = self._next(labels, k)
        self._last = t, frozen(labels)
        return labels

    def links(self, t: int) -> tuple[Ints, Ints]:
        """Return for each pixel of layer ``t`` (1 to ``layers``) the step of its link: (rows, columns), −1 to 1."""
        rows, columns = STEPS[:, self._directions(self._checked(t, least=1))]
        return rows, columns

    @property
    def shares(self) -> Array:
        """The share of the plane of each group in each layer, (layers + 1, groups)."""
        return self._record[1][:, 1:]

    @property
    def unlabelled(self) -> Array:
        """The share of the plane without a label in each layer, (layers + 1,)."""
        return self._record[1][:, UNLABELLED]

    @property
    def labelled_at(self) -> NDArray[np.int32]:
        """The layer in which each pixel got its first label, (size, size); −1 where it never did."""
        return self._record[2]

    @property
    def first_full_layer(self) -> int | None:
        """The first layer in which no pixel is unlabelled, or None where the run ends before."""
        full = np.flatnonzero(self.unlabelled == 0)
        return int(full[0]) if len(full) else None

    def trace(self, rows: ArrayLike, columns: ArrayLike) -> list[Chain]:
        """Follow pixels of the last layer, one link a layer, back to the training points their labels come from.

        Raises
        ------
        ValueError
            A pixel lies outside the plane, or has no label.
        """
        place = np.array([np.atleast_1d(np.asarray(part, dtype=np.int64)) for part in (rows, columns)])  # (2, n)
        if place.min() < 0 or place.max() >= self.size:
            raise ValueError(f"trace: expected rows and columns from 0 to {self.size - 1}")
        labels = self.layer(self.layers)[tuple(place)]
        if (labels == UNLABELLED).any():
            row, column = place[:, np.argmax(labels == UNLABELLED)]
            raise ValueError(f"trace: pixel ({row}, {column}) has no label in layer {self.layers}")
        way = [place]
        for t in range(self.layers, 0, -1):
            beside = (place + STEPS[:, self._directions(t)[tuple(place)]]) % self.size
            # Once labelled, a pixel stays so: when it got its label tells all about the layer before.
            active = (self.labelled_at[tuple(place)] > t - 1) | (t > self.grow_layers)
            born = self.labelled_at[tuple(beside)]
            place = np.where(active & (born >= 0) & (born <= t - 1), beside, place)
            way.append(place)
        whole = frozen(np.array(way[::-1]))  # (layers + 1, 2, n)
        return [Chain(whole[:, 0, k], whole[:, 1, k], int(label)) for k, label in enumerate(labels)]

    def classify(self, places: ArrayLike) -> Ints:
        """Return the group of each place (n, 2): the label of its pixel in the last layer, 0 where it has none."""
        return self.layer(self.layers)[self.pixels(places)].astype(np.int64)

    # How it is done.

    def __deepcopy__(self, memo: object) -> LabelDiffusion:
        return self  # it never changes, and holds many layers

    def _generator(self, purpose: int, number: int) -> np.random.Generator:
        # Each layer has its own numbers, so that one can be drawn again without all before it.
        return np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(purpose, number)))

    def _checked(self, t: int, least: int = 0) -> int:
        if whole_number("layer", t, least) > self.layers:
            raise ValueError(f"layer: the last one of this run is {self.layers}, got {t}")
        return int(t)

    def _directions(self, t: int) -> Labels:
        return self._generator(_LINKS, t).integers(0, 4, (self.size, self.size), dtype=np.uint8)

    def _next(self, labels: Labels, t: int) -> Labels:
        """Return layer ``t`` from the layer before it."""
        return next_layer(labels, self._directions(t), only_unlabelled=t <= self.grow_layers)

    @cached_property
    def _record(self) -> tuple[dict[int, Labels], Array, NDArray[np.int32]]:
        """Run through all layers once: some of them, the shares in each, and when each pixel got its label."""
        labels = np.zeros((self.size, self.size), np.uint8)
        labels[self.pixels(self.points.places)] = self.points.groups  # where two share a pixel, the later one counts
        every = max(1, -(-self.layers * self.size**2 // MOST_KEPT))
        kept = {0: frozen(labels)}
        born = np.where(labels != UNLABELLED, 0, -1).astype(np.int32)
        counts = [np.bincount(labels.ravel(), minlength=self.groups + 1)]
        for t in range(1, self.layers + 1):
            labels = self._next(labels, t)
            if counts[-1][UNLABELLED]:
                born[(born < 0) & (labels != UNLABELLED)] = t
            counts.append(np.bincount(labels.ravel(), minlength=self.groups + 1))
            if t % every == 0 or t == self.layers:
                kept[t] = frozen(labels)
        return kept, frozen(np.array(counts) / self.size**2), frozen(born)

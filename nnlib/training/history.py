"""Learning leaves a track: a snapshot of the weights here and there, and a few numbers for every epoch.

A `History` is all a film needs. It is a value: nothing in it can be changed, so what is shown is what was.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

from nnlib.arrays import Array, frozen, real_array
from nnlib.checks import whole_number
from nnlib.network import Network
from nnlib.training import history_file
from nnlib.training.history_file import Content
from nnlib.training.history_format import Parts, packed, unpacked
from nnlib.training.snapshot import Flip, Moment, Snapshot, sign_changes
from nnlib.value import Value


class History(Value):
    """What training returns.

    Parameters
    ----------
    template : Network
        The network as it was before training: the structure of every snapshot.
    snapshots : sequence of Snapshot
        In ascending epochs; epoch 0, before training, if it was recorded.
    metrics : mapping of str to (epochs,) arrays
        One value an epoch, index 0 = epoch 1.
    settings : mapping
        How it was trained, as plain values.
    moments : sequence of Moment, optional
        The first example of an epoch and which neurons dropout kept for it, for epochs that follow a snapshot.
    trained_by : str
        What trained the network: this library, or the name of another one whose run was recorded.

    Raises
    ------
    ValueError
        If the parts do not fit each other.
    """

    __slots__ = ("_digest", "metrics", "moments", "settings", "snapshots", "template", "trained_by")

    template: Network
    snapshots: tuple[Snapshot, ...]
    metrics: Mapping[str, Array]
    settings: Mapping[str, Any]
    moments: tuple[Moment, ...]
    trained_by: str
    _digest: str | None

    def __init__(
        self,
        template: Network,
        snapshots: Sequence[Snapshot],
        metrics: Mapping[str, Any],
        settings: Mapping[str, Any],
        moments: Sequence[Moment] = (),
        trained_by: str = "nnlib",
    ) -> None:
        curves = {str(name): frozen(real_array(f"metrics[{name!r}]", m)) for name, m in metrics.items()}
        lengths = {curve.shape for curve in curves.values()}
        if len(lengths) != 1 or len(next(iter(lengths))) != 1:
            raise ValueError(f"metrics: expected one value an epoch in each, got the shapes {sorted(lengths)}")
        epochs = [snapshot.epoch for snapshot in snapshots]
        last = next(iter(lengths))[0]
        if not epochs or epochs != sorted(set(epochs)) or epochs[0] < 0 or epochs[-1] > last:
            raise ValueError(f"snapshots: expected ascending epochs from 0 to {last}, got {epochs[:10]}")
        for snapshot in snapshots:
            try:
                template.with_parameters(snapshot.weights, snapshot.biases)
            except ValueError as mistake:
                raise ValueError(f"snapshot of epoch {snapshot.epoch}: {mistake}") from None
        hidden, follow = sum(template.sizes[1:-1]), {epoch + 1 for epoch in epochs}
        begun = [moment.epoch for moment in moments]
        if begun != sorted(set(begun)) or not set(begun) <= follow or (begun and begun[-1] > last):
            raise ValueError(f"moments: expected ascending epochs that follow a snapshot, got {begun[:10]}")
        if any(moment.kept.shape != (hidden,) or moment.row < 0 for moment in moments):
            raise ValueError(f"moments: expected a row and {hidden} hidden neurons, kept or not, in each")
        if not isinstance(trained_by, str) or not trained_by:
            raise ValueError(f"trained_by: expected the name of what trained the network, got {trained_by!r}")
        # Through JSON and back: what cannot be stored is refused now, and a stored copy is equal.
        plain = json.loads(json.dumps(dict(settings), allow_nan=False))
        self._set(
            template=template,
            snapshots=tuple(snapshots),
            metrics=MappingProxyType(curves),
            settings=MappingProxyType(plain),
            moments=tuple(moments),
            trained_by=trained_by,
            _digest=None,
        )

    # -- Looking things up -------------------------------------------------------------------------

    @property
    def epochs(self) -> int:
        """How many epochs were trained."""
        return len(next(iter(self.metrics.values())))

    @property
    def recorded(self) -> tuple[int, ...]:
        """The epochs that have a snapshot."""
        return tuple(snapshot.epoch for snapshot in self.snapshots)

    def at(self, epoch: int) -> Snapshot:
        """The snapshot recorded at exactly this epoch.

        Raises
        ------
        ValueError
            If there is none; the message names the nearest recorded epochs.
        """
        epoch = whole_number("epoch", epoch)
        recorded = self.recorded
        after = bisect_right(recorded, epoch)
        if after and recorded[after - 1] == epoch:
            return self.snapshots[after - 1]
        near = " and ".join(str(e) for e in recorded[max(after - 1, 0) : after + 1])
        raise ValueError(f"epoch {epoch} was not recorded; the nearest recorded: {near}")

    def nearest(self, epoch: int) -> Snapshot:
        """The last snapshot recorded at or before this epoch.

        Raises
        ------
        ValueError
            If the epoch lies before the first snapshot or after the end of the training.
        """
        epoch = whole_number("epoch", epoch)
        first = self.snapshots[0].epoch
        if not first <= epoch <= self.epochs:
            raise ValueError(f"epoch: expected one from {first} to {self.epochs}, got {epoch}")
        return self.snapshots[bisect_right(self.recorded, epoch) - 1]

    def network(self, epoch: int) -> Network:
        """The network as it was recorded at exactly this epoch (errors as for `at`)."""
        snapshot = self.at(epoch)
        return self.template.with_parameters(snapshot.weights, snapshot.biases)

    def moment(self, epoch: int) -> Moment:
        """The first example of this epoch, and which hidden neurons dropout kept for it.

        Raises
        ------
        ValueError
            If it was not kept: the epoch before it has no snapshot.
        """
        epoch = whole_number("epoch", epoch, least=1)
        for moment in self.moments:
            if moment.epoch == epoch:
                return moment
        raise ValueError(f"the start of epoch {epoch} was not kept: record epoch {epoch - 1}")

    def flips(self) -> tuple[Flip, ...]:
        """Every change of a synapse's sign between recorded snapshots, as `sign_changes` finds them."""
        return sign_changes(self.snapshots)

    # -- Keeping it --------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write everything to `path` (.npz, no pickle): beside it first, then renamed."""
        history_file.write(Path(path), self._content())

    @classmethod
    def load(cls, path: str | Path) -> History:
        """Read what `save` has written, also in format 2; the round trip is exact.

        Raises
        ------
        HistoryFileError
            For a damaged, foreign or newer file; it is a ValueError that names the file.
        FileNotFoundError
            If there is none.
        """
        return history_file.read(Path(path), lambda content: cls(*unpacked(content)))

    def _content(self) -> Content:
        return packed(Parts(**{name: getattr(self, name) for name in Parts._fields}))

    # -- A value among values ----------------------------------------------------------------------

    @property
    def digest(self) -> str:
        """A fingerprint of everything in it, as hexadecimal digits."""
        if self._digest is None:
            self._set(_digest=history_file.fingerprint(self._content()))  # worked out once
        return str(self._digest)

    def _identity(self) -> str:
        return self.digest

    def __repr__(self) -> str:
        return f"<History of {self.epochs} epochs with {len(self.snapshots)} snapshots of {self.template!r}>"

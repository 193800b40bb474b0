"""Training a network, and the record of it: what it learned, epoch by epoch."""

from nnlib.training.history import History
from nnlib.training.online_learner import RULES, pays
from nnlib.training.settings import check
from nnlib.training.snapshot import Flip, Moment, Snapshot
from nnlib.training.train import Step, steps, train

__all__ = [
    "RULES",
    "Flip",
    "History",
    "Moment",
    "Snapshot",
    "Step",
    "check",
    "pays",
    "steps",
    "train",
]

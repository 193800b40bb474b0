"""A small neural network library to be read: one noun a file, formulas beside the code.

Reading order: activations, losses, initializers, optimizers, parameters, passes, structure, network,
dataset, shapes, datasets, tables, settings, metrics, recorder, batches, online, train, snapshot, history;
and lattice, voting, diffusion, where nothing is trained.
"""

from nnlib.activations import ACTIVATIONS, Activation
from nnlib.dataset import Dataset
from nnlib.datasets import DATASETS
from nnlib.diffusion import Chain, LabelDiffusion
from nnlib.errors import DivergedError, HistoryFileError
from nnlib.history import History
from nnlib.initializers import GENERATORS, INITIALIZERS
from nnlib.lattice import Points, draw_points
from nnlib.losses import LOSSES, Loss
from nnlib.network import Network
from nnlib.optimizers import OPTIMIZERS
from nnlib.passes import Gradients, Trace
from nnlib.shapes import unknown_shapes
from nnlib.snapshot import Flip, Moment, Snapshot
from nnlib.tables import read_csv
from nnlib.train import Step, steps, train
from nnlib.voting import MajorityVote, border_share, vote

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "GENERATORS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "Activation",
    "Chain",
    "Dataset",
    "DivergedError",
    "Flip",
    "Gradients",
    "History",
    "HistoryFileError",
    "LabelDiffusion",
    "Loss",
    "MajorityVote",
    "Moment",
    "Network",
    "Points",
    "Snapshot",
    "Step",
    "Trace",
    "border_share",
    "draw_points",
    "read_csv",
    "steps",
    "train",
    "unknown_shapes",
    "vote",
]

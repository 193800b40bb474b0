"""A small neural network library to be read: one noun a file, formulas beside the code.

Reading order: activations, losses, initializers, optimizers, parameters, the folder layers, structure, passes,
network, contributions; then the folders data, training, and diffusion, where nothing is trained.
"""

from nnlib.activations import ACTIVATIONS, Activation
from nnlib.contributions import contributions, fewest, share_of
from nnlib.data.csv_table import read_csv
from nnlib.data.dataset import Dataset
from nnlib.data.datasets import DATASETS
from nnlib.data.drawn_shapes import unknown_shapes
from nnlib.diffusion.label_diffusion import Chain, LabelDiffusion
from nnlib.diffusion.lattice import Points, draw_points
from nnlib.diffusion.rules import MajorityVote, border_pixels, border_share, chessboard_share, vote
from nnlib.errors import ArgumentError, DivergedError, HistoryFileError, TableError
from nnlib.evaluation import Evaluation
from nnlib.initializers import GENERATORS, INITIALIZERS
from nnlib.losses import LOSSES, Loss
from nnlib.network import Network
from nnlib.optimizers import OPTIMIZERS
from nnlib.passes import Gradients, Trace
from nnlib.training.history import History
from nnlib.training.snapshot import Flip, Moment, Snapshot
from nnlib.training.train import Step, steps, train

__all__ = [
    "ACTIVATIONS",
    "DATASETS",
    "GENERATORS",
    "INITIALIZERS",
    "LOSSES",
    "OPTIMIZERS",
    "Activation",
    "ArgumentError",
    "Chain",
    "Dataset",
    "DivergedError",
    "Evaluation",
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
    "TableError",
    "Trace",
    "border_pixels",
    "border_share",
    "chessboard_share",
    "contributions",
    "draw_points",
    "fewest",
    "read_csv",
    "share_of",
    "steps",
    "train",
    "unknown_shapes",
    "vote",
]

"""Training a network, and the record of it: what it learned, epoch by epoch."""

from nnlib.training.history import History
from nnlib.training.online_learner import RULES, is_faster
from nnlib.training.settings import check
from nnlib.training.snapshot import Flip, Moment, Snapshot
from nnlib.training.train import Step, steps, train

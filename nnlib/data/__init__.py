"""Examples: what a network learns from, made, drawn, or read from a table."""

from nnlib.data.csv_table import read_csv
from nnlib.data.dataset import Dataset
from nnlib.data.datasets import DATASETS
from nnlib.data.drawn_shapes import NONE_OF_THEM, SHAPES, SIDE, unknown_shapes
from nnlib.data.labels import labels_of

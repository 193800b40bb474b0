"""The outputs and costs that can be explained in full, and what is said of each pair in words of its own."""

from __future__ import annotations

from typing import NamedTuple


class Explained(NamedTuple):
    """Keys of the words that are true for one pair of output activation and loss."""

    sums: str  # what the outputs add up
    answers: str  # what their activation makes of the sums
    cost: str  # how the cost is measured
    error: str  # what the error of an output is, and why


EXPLAINED = {
    ("softmax", "cross_entropy"): Explained("scores", "powers", "measure", "error"),
    ("sigmoid", "squared_error"): Explained("sums", "output_sigmoid", "measure_squared", "error_sigmoid"),
    ("sigmoid", "binary_cross_entropy"): Explained("sums", "output_sigmoid", "measure_binary", "error_binary"),
    ("identity", "squared_error"): Explained("sums", "output_identity", "measure_squared", "error_identity"),
}

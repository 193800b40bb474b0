"""What a lesson of pictures needs: pixels, galleries, and what the network says of them."""

from scenes.stage.pictures.bands import BANDS, PicturePass, banded, banded_gradients, banded_history, means
from scenes.stage.pictures.builders import PictureBuilders, spread
from scenes.stage.pictures.class_scores import ClassScores
from scenes.stage.pictures.evaluation import DONT_KNOW, Evaluation, Prediction, TestSet
from scenes.stage.pictures.gallery import Gallery, Tile
from scenes.stage.pictures.picture import Picture, PixelFlow, on_paper, shades_of, signed

__all__ = [
    "BANDS",
    "DONT_KNOW",
    "ClassScores",
    "Evaluation",
    "Gallery",
    "Picture",
    "PictureBuilders",
    "PicturePass",
    "PixelFlow",
    "Prediction",
    "TestSet",
    "Tile",
    "banded",
    "banded_gradients",
    "banded_history",
    "means",
    "on_paper",
    "shades_of",
    "signed",
    "spread",
]

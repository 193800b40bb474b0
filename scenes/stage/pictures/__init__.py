"""What a lesson of pictures needs: pixels, galleries, and what the network says of them."""

from scenes.stage.pictures.bands import BANDS, PicturePass, banded, banded_gradients, banded_history, means
from scenes.stage.pictures.class_scores import ClassScores
from scenes.stage.pictures.evaluation import DONT_KNOW, Evaluation, Prediction, TestSet
from scenes.stage.pictures.gallery import Gallery, Tile, spread
from scenes.stage.pictures.layout import row_columns, tally_columns
from scenes.stage.pictures.picture import Picture, PixelFlow, on_paper, shades_of, signed
from scenes.stage.pictures.pictures_config import PicturesConfig, known_classes, test_set_of

__all__ = [
    "BANDS",
    "DONT_KNOW",
    "ClassScores",
    "Evaluation",
    "Gallery",
    "Picture",
    "PicturePass",
    "PicturesConfig",
    "PixelFlow",
    "Prediction",
    "TestSet",
    "Tile",
    "banded",
    "banded_gradients",
    "banded_history",
    "known_classes",
    "means",
    "on_paper",
    "row_columns",
    "shades_of",
    "signed",
    "spread",
    "tally_columns",
    "test_set_of",
]

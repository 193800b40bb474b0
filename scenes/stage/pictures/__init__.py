"""What a lesson of pictures needs: pixels, galleries, and what the network says of them."""

from scenes.stage.pictures.bands import PicturePass, banded, banded_gradients, banded_history, means
from scenes.stage.pictures.class_scores import ClassScores
from scenes.stage.pictures.evaluation import DONT_KNOW, Evaluation, Prediction, TestSet
from scenes.stage.pictures.gallery import Gallery, Tile, tiles_of
from scenes.stage.pictures.layout import network_and_pictures
from scenes.stage.pictures.picture import BANDS, Picture, PixelFlow, in_bands, on_paper, shades_of, signed, spread
from scenes.stage.pictures.pictures_config import PicturesConfig, unseen_pictures

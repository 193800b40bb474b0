"""The kinds of layer a network can be made of; each says what comes out of it, and how the error gets back in."""

from nnlib.layers.dense import Dense
from nnlib.layers.kinds import LAYERS, layer_from
from nnlib.layers.layer import Layer

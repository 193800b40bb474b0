"""The sections of a config, one a file: each key with what it means and why it is bounded."""

from scenes.config.sections.data import Data
from scenes.config.sections.diffusion import Diffusion, LayerPacing
from scenes.config.sections.format import Format
from scenes.config.sections.look import Look
from scenes.config.sections.network import Network
from scenes.config.sections.pacing import Length, Pacing
from scenes.config.sections.publish import Publish
from scenes.config.sections.section import Section
from scenes.config.sections.training import Training

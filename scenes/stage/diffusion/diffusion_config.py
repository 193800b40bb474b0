"""The config of a lesson of label diffusion, and the run it describes."""

from __future__ import annotations

from functools import lru_cache

from nnlib import LabelDiffusion
from scenes.config.config import Config
from scenes.config.sections import Diffusion, LayerPacing
from scenes.config.standard_words import nameless


@lru_cache(maxsize=2)
def run_of(like: Diffusion) -> LabelDiffusion:
    """Return the run of a config; films of the same run, in other words or colours, need it only once."""
    return LabelDiffusion(like.size, like.spread, like.layers, like.grow_layers, like.priors, like.seed)


class DiffusionConfig(Config):
    """A config with a run of label diffusion in place of a network."""

    pacing: LayerPacing
    diffusion: Diffusion

    def cannot_show(self) -> list[tuple[str, str]]:
        """Return what of a run cannot be: priors that are no shares, a window that has no middle."""
        run, found = self.diffusion, []
        if abs(sum(run.priors) - 1) > 1e-6:
            text = f"the shares of all groups are 1 together, these are {sum(run.priors):g}; change one of them"
            found.append(("diffusion.priors", text))
        if run.window % 2 == 0:
            text = f"{run.window} is even, but a window has a pixel in its middle; write {run.window + 1}"
            found.append(("diffusion.window", text))
        return found + nameless(getattr(self.words, "class_names", run.priors), len(run.priors))

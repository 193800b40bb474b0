"""The sheet beside the network, on which is worked out what it does."""

from __future__ import annotations

from typing import Any

from manim import FadeOut

from scenes.config.number_format import given
from scenes.stage.formulas.block import Block
from scenes.stage.formulas.columns import compose
from scenes.stage.formulas.formula import Formula
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.network.labels import name_of


def sheet(scene: LessonScene, *blocks: Block) -> list[Formula]:
    """Set blocks on the sheet, hidden."""
    scene.sheet = compose(scene.boxes["inner"], blocks, scene.theme)
    scene.add(*scene.sheet)
    return scene.sheet


def is_flat(scene: LessonScene) -> bool:
    """Whether the sheet is much wider than high: lines may be long, and must be few."""
    return scene.boxes["inner"].width > 2 * scene.boxes["inner"].height


def clear(scene: LessonScene, key: str, *animations: Any, **facts: Any) -> None:
    """Clear the sheet while something is said: what comes next has it for itself."""
    scene.say(key, *cleared(scene), *animations, run_time=0.8, **facts)


def cleared(scene: LessonScene) -> list[FadeOut]:
    """Return the animations that clear the sheet."""
    return [FadeOut(formula) for formula in scene.sheet]


def phase(scene: LessonScene, step: int, key: str) -> None:
    """Name the step in the heading, and what happens in it."""
    scene.heading.text = scene.text("step", epoch=step)
    scene.heading.detail = scene.text(key)


def listed(numbers: Any) -> str:
    """Return numbers as they are said: ``0, 1, 0``."""
    return ", ".join(given(float(value)) for value in numbers)


def weight_name(layer: int, source: int, target: int) -> str:
    """Return what a weight is called, layers and neurons counted from 0: ``w₂₁``."""
    return name_of(name_of("wvu"[layer], source), target)

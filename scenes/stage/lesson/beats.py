"""Standard beats: what most lessons of a network tell in the same way, with the branches that a run may take.

Each is a function of the scene. It says texts that the lesson declares, so every word stands in the config, and
leaves on the scene what later beats need.
"""

from __future__ import annotations

from manim import FadeIn, Mobject

from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.text_metrics import wrap
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.text import Heading, TextBlock

LINE, REASON = 76.0, 42.0  # type of the last words, in design pixels


def question(scene: LessonScene, *exhibits: Mobject, name: str = "question", run_time: float = 0.8) -> None:
    """Begin with the question in large letters (``words.title``), and what it is about.

    Leaves ``scene.title``.
    """
    scene.beat(name)
    scene.title = scene.build(Heading, "title", scene.words.title)
    scene.play(*[FadeIn(m) for m in (*exhibits, scene.title)], run_time=run_time)


def close(scene: LessonScene, line: str, reason: str) -> None:
    """End with the answer in one line and what it rests on, calmly, with room for what the player shows."""
    scene.beat("close")
    body, theme = scene.boxes["body"], scene.theme
    lines = wrap(reason, body.width, REASON, theme.font)
    above = Box(body.x, body.y - 60, body.width, 110)
    below = Box(body.x, body.y + 60, body.width, max(130.0, len(lines) * 1.32 * REASON))
    words = (
        scene.build(TextBlock, above, line, LINE, bold=True),
        scene.build(TextBlock, below, reason, REASON, colour=theme.muted),
    )
    if gone := scene.fade_out_all():
        scene.say(None, *gone, run_time=0.9)
    scene.play(*[FadeIn(m) for m in words], run_time=1.0)
    scene.hold(8.0, fixed=True)

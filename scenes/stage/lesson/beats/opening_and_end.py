"""How a film begins, and how it ends."""

from __future__ import annotations

from manim import FadeIn, Mobject

from scenes.stage.drawing.animation import Tween
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.panels.gauges import TimeBar
from scenes.stage.panels.text import Heading, TextBlock


def question(scene: LessonScene, *exhibits: Mobject, name: str = "question", run_time: float = 0.8) -> None:
    """Begin with the question in large letters (``words.title``), and what it is about."""
    scene.beat(name)
    scene.title = scene.build(Heading, "title", scene.words.title)
    scene.play(*[FadeIn(m) for m in (scene.title, *exhibits)], run_time=run_time)


def pause(scene: LessonScene, key: str, seconds: float = 3.6) -> None:
    """Let the viewer think, while a line runs out."""
    bar = scene.build(TimeBar, "timer")
    scene.add(bar)
    scene.say(key, run_time=0.6)
    scene.play(Tween(bar, left=0.0), run_time=seconds)
    scene.remove(bar)


def close(scene: LessonScene, line: str, reason: str) -> None:
    """End with the answer in one line and what it rests on, calmly, with room for what the player shows."""
    scene.beat("close")
    theme = scene.theme
    below = TextBlock.room_for(scene.boxes["reason"], reason, theme.reason, theme)
    words = (
        scene.build(TextBlock, "answer", line, theme.closing, bold=True),
        scene.build(TextBlock, below, reason, theme.reason, colour=theme.muted),
    )
    if gone := scene.fade_out_all():
        scene.say(None, *gone, run_time=0.9)
    scene.play(*[FadeIn(m) for m in words], run_time=1.0)
    scene.hold(8.0, fixed=True)

"""A lesson as a scene: config, beats, rehearsal; and what is drawn of it without filming."""

from scenes.stage.lesson.builders import Props
from scenes.stage.lesson.lesson_scene import ASPECTS, LessonScene
from scenes.stage.lesson.stage_scene import StageScene
from scenes.stage.lesson.standard_words import NetworkWords, PuzzleWords
from scenes.stage.lesson.storyboard import clock, times_to_look
from scenes.stage.lesson.thumbnail import LARGE, WORDS, poster_of

__all__ = [
    "ASPECTS",
    "LARGE",
    "WORDS",
    "LessonScene",
    "NetworkWords",
    "Props",
    "PuzzleWords",
    "StageScene",
    "clock",
    "poster_of",
    "times_to_look",
]

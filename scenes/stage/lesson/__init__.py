"""A lesson as a scene: config, beats, rehearsal; and what is drawn of it without filming."""

from scenes.stage.lesson.beats.network import SLOW_BACKWARD, SLOW_FORWARD
from scenes.stage.lesson.beats.words import PlaneWords, StoryWords
from scenes.stage.lesson.layouts import LAYOUTS
from scenes.stage.lesson.lesson_scene import LessonScene
from scenes.stage.lesson.preparation import ASPECTS
from scenes.stage.lesson.stage_scene import StageScene
from scenes.stage.lesson.storyboard import clock, storyboard_picture, times_to_look
from scenes.stage.lesson.thumbnail import LARGE, WORDS, thumbnail_of, thumbnail_picture
from scenes.stage.lesson.training_sheet import training_picture

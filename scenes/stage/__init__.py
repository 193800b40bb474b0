"""The stage: what is seen in a lesson."""

from scenes.stage.drawing.animation import Tween
from scenes.stage.drawing.frame_layout import Box
from scenes.stage.drawing.looks import NotForPainted
from scenes.stage.drawing.painted import Painted
from scenes.stage.drawing.theme import THEMES, Theme
from scenes.stage.formulas.animations import FlyIn, FlyOut
from scenes.stage.formulas.block import Block
from scenes.stage.formulas.columns import compose
from scenes.stage.formulas.formula import Formula
from scenes.stage.formulas.loss_slice import LossSlice
from scenes.stage.learning.animation import Together
from scenes.stage.learning.emphasis import Emphasise, Rest, ShowError, ShowLabels, ShowSecondLabels, ShowTargets
from scenes.stage.learning.epoch_clock import AcceleratingClock, EpochClock
from scenes.stage.learning.layerwise import Forget, LightUp, SendError, SendSignals, ShowDeltas
from scenes.stage.learning.live import LiveReplay, LiveUpdate
from scenes.stage.learning.passes import BackwardPass, ForwardPass
from scenes.stage.learning.replay import FollowTraining, ReplayTraining
from scenes.stage.learning.update import UpdateWeights
from scenes.stage.lesson.stage_scene import StageScene
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.gauges import Counter, Meter, TimeBar
from scenes.stage.panels.legend import Legend
from scenes.stage.panels.loss_plot import LossSlicePlot
from scenes.stage.panels.output_bars import AnswerBars
from scenes.stage.panels.plot import Plot
from scenes.stage.panels.puzzle_table import PuzzleTable
from scenes.stage.panels.text import CaptionLine, Card, EpochHeading, Heading, Say, TextBlock
from scenes.stage.plane.decision_map import DecisionMap
from scenes.stage.plane.neuron_maps import NeuronMaps

# Last, because a lesson stands on everything above.
from scenes.stage.lesson import beats  # isort: skip
from scenes.stage.lesson.lesson_scene import LessonScene  # isort: skip

"""What stands beside a diagram: words, curves, legends, tables, bars."""

from scenes.stage.panels.axis import Axis, round_above
from scenes.stage.panels.confusion_matrix import Confusion
from scenes.stage.panels.hidden_answers import HiddenAnswers
from scenes.stage.panels.plot import Plot
from scenes.stage.panels.text import CaptionLine, Card, TextBlock
from scenes.stage.panels.weight_path import WeightPath

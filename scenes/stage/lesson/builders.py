"""Builders furnish a lesson about one network: each panel is built in its place, none is played here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nnlib import Dataset, History, Network
from scenes.stage.drawing.frame_layout import Box, FrameLayout
from scenes.stage.drawing.theme import Theme
from scenes.stage.lesson.standard_words import NetworkWords
from scenes.stage.network.diagram import NetworkDiagram
from scenes.stage.panels.gauges import Counter, Curve, Meter, TimeBar
from scenes.stage.panels.legend import Legend
from scenes.stage.panels.puzzle_table import PuzzleTable
from scenes.stage.panels.text import Card, EpochHeading, Heading, TextBlock

SIGNS = {
    "positive": "excites",
    "negative": "inhibits",
    "width": "thicker",
    "active": "active",
    "signal": "signal",
    "target": "target",
    "error": "error",
    "ring": "flips",
    "changed": "changed",
}
"""The signs of a legend, each with the name of its words."""


class Builders:
    """Builds what stands in a lesson.

    Parameters
    ----------
    boxes
        Where things stand.
    theme
        Colours and sizes.
    words
        The lesson's words.
    history
        The recorded training.
    numbers
        Whether neurons show their activations.
    """

    def __init__(
        self, boxes: FrameLayout, theme: Theme, words: NetworkWords, history: History, numbers: bool = True
    ) -> None:
        self.boxes, self.theme, self.words, self.history, self.numbers = boxes, theme, words, history, numbers

    def title(self, words: str) -> Heading:
        """Return large words where the title stands."""
        box = self.boxes["title"]
        return Heading(box.width, box.height, words, theme=self.theme).place(box.x, box.y)

    def heading(self) -> EpochHeading:
        """Return the title line that names the epoch."""
        box = self.boxes["title"]
        detail = self.words.say("heading_detail", epochs=self.history.epochs)
        return EpochHeading(box.width, box.height, self.words.heading, detail, self.theme).place(box.x, box.y)

    def legend(self, *signs: str, **facts: float) -> Legend:
        """Return a legend of these signs, names in ``SIGNS``; ``facts`` stand in their words."""
        box = self.boxes["legend"]
        items = [(sign, self.words.say(SIGNS[sign], **facts)) for sign in signs]
        return Legend(box.width, box.height, items, self.theme).place(box.x, box.y)

    def card(self) -> Card:
        """Return the ground of the panels."""
        box = self.boxes["card"]
        return Card(box.width, box.height, self.theme).place(box.x, box.y)

    def table(self, data: Dataset, question: Sequence[float] | np.ndarray) -> PuzzleTable:
        """Return the table of a dataset with one target, and of a question."""
        box, answers = self.boxes["table"], self.words.answers
        table = PuzzleTable(
            box.width, box.height, data.inputs, data.targets[:, 0], tuple(question), answers, self.theme
        )
        return table.place(box.x, box.y)

    def diagram(
        self, network: Network, box: Box | None = None, targets: bool = True, inputs: Sequence[str] = ()
    ) -> NetworkDiagram:
        """Return the diagram of a network, in its region or in another box; its inputs may have names."""
        box = box or self.boxes["network"]
        names = (self.words.inputs, self.words.hidden, self.words.output)
        diagram = NetworkDiagram(network, box.width, box.height, self.theme, names, inputs, self.numbers, targets)
        return diagram.place(box.x, box.y)

    def gauges(self, errors: Sequence[float] | np.ndarray) -> tuple[Meter, Counter, Curve]:
        """Return the panels that follow the training: error bar, count of sign changes, learning curve.

        Parameters
        ----------
        errors
            The average error of every epoch, index 0 before the first.
        """
        flips = [flip.epoch for flip in self.history.flips()]
        meter, counter, curve = self.boxes["meter"], self.boxes["counter"], self.boxes["curve"]
        theme, words = self.theme, self.words
        return (
            Meter(meter.width, meter.height, words.average_error, errors, theme).place(meter.x, meter.y),
            Counter(counter.width, counter.height, words.flip_count, flips, theme).place(counter.x, counter.y),
            Curve(curve.width, curve.height, errors, words.axis, theme).place(curve.x, curve.y),
        )

    def enlarge(self, table: PuzzleTable) -> float:
        """Put a table large into the middle of the body, centred as it is without answers; return the factor."""
        return table.fill(self.boxes["body"], width=table.puzzle_width)

    def time_bar(self) -> TimeBar:
        """Return the line that runs out while the viewer thinks, just above the captions."""
        body = self.boxes["body"]
        return TimeBar(0.3 * body.width, self.theme).place(body.x + 0.35 * body.width, self.boxes["caption"].y - 30)

    def closing_words(self, line: str, reason: str) -> tuple[TextBlock, TextBlock]:
        """Return the last words, at the top: below them is room for what the player shows."""
        body, theme = self.boxes["body"], self.theme
        return (
            TextBlock(body.width, 110, line, 76, theme, bold=True).place(body.x, body.y - 60),
            TextBlock(body.width, 130, reason, 42, theme, theme.muted).place(body.x, body.y + 60),
        )

    def pair(self, one: Network, other: Network) -> tuple[NetworkDiagram, NetworkDiagram]:
        """Return the diagrams of two networks of one structure, side by side or one above the other."""
        boxes = (self.boxes["before"], self.boxes["after"])
        first, second = (self.diagram(one, box, targets=False) for box in boxes)
        return first, second.show_network(other)

    def pair_titles(self, *words: str) -> list[TextBlock]:
        """Return words over the diagrams of a pair."""
        return [
            TextBlock(box.width, 56, text, 40, self.theme, bold=True).place(box.x, box.y - 62)
            for box, text in zip((self.boxes["before"], self.boxes["after"]), words, strict=True)
        ]

"""Builders furnish a lesson about a plane of labels: each is built in its place, none is played here."""

from __future__ import annotations

import numpy as np

from nnlib import LabelDiffusion, MajorityVote, Points
from scenes.config.words import Words, says
from scenes.stage.diffusion.chains import ChainPaths, LayerStack
from scenes.stage.diffusion.label_plane import LabelPlane
from scenes.stage.diffusion.landmarks import Family
from scenes.stage.diffusion.layer_clock import LayerHeading
from scenes.stage.diffusion.observations import Observations, Question
from scenes.stage.diffusion.share_bars import ShareBars
from scenes.stage.drawing.frame_layout import FrameLayout
from scenes.stage.drawing.theme import Theme
from scenes.stage.panels.legend import Legend
from scenes.stage.panels.text import Card, Heading, TextBlock


class LabelWords(Words):
    """The words on what is built here; a lesson's own words are a subclass."""

    title: str = says(doc="The large words over the question.")
    heading: str = says(layer=int, doc="The large words that name the layer.")
    heading_detail: str = says(layers=int, doc="The smaller words after them.")
    note: str = says(doc="The line below them: what this is, and that nothing is trained.")
    group: str = says(letter=str, doc="The name of a group.")
    empty: str = says(doc="The name of what has no label.")
    of_plane: str = says(doc="What a bar shows.")
    of_points: str = says(doc="What a tick shows.")
    mark: str = says(doc="Stands beside the new observation: a question mark.")
    dot: str = says(doc="Legend: a training point.")
    link: str = says(doc="Legend: a link that leads to a coloured pixel.")
    weak_link: str = says(doc="Legend: a link that leads to an empty pixel.")
    new_point: str = says(doc="Legend: a new observation, which shows its true group in the end.")
    miss: str = says(doc="Legend: a new observation that was classified wrongly.")
    chain: str = says(doc="Legend: the chain of links.")
    chain_title: str = says(doc="The large words over the layers that stand behind one another.")
    stack_layer: str = says(layer=int, doc="Stands beside each of them.")
    rule_links: str = says(layer=int, doc="Over the plane of the random links.")
    rule_vote: str = says(layer=int, doc="Over the plane of the majority vote.")


SIGNS = {
    "train": "dot",
    "link": "link",
    "weak_link": "weak_link",
    "new": "new_point",
    "miss": "miss",
    "chain": "chain",
}
"""The signs of a legend, each with the name of its words."""


class LabelBuilders:
    """Builds what stands in a lesson about a run of label diffusion.

    Parameters
    ----------
    boxes
        Where things stand.
    theme
        Colours and sizes.
    words
        The lesson's words.
    run
        The run.
    """

    def __init__(self, boxes: FrameLayout, theme: Theme, words: LabelWords, run: LabelDiffusion) -> None:
        self.boxes, self.theme, self.words, self.run = boxes, theme, words, run

    def letter(self, group: int) -> str:
        """Return the letter of a group, counted from 1."""
        return "ABCD"[group - 1]

    def plane(self) -> LabelPlane:
        """Return the large plane, with its training points."""
        box = self.boxes["plane"]
        return LabelPlane(self.run, box.width, self.theme, self.run.points).place(box.x, box.y)

    def title(self, words: str) -> Heading:
        """Return large words beside the plane, or above it."""
        box = self.boxes["title"]
        return Heading(box.width, box.height, words, theme=self.theme).place(box.x, box.y)

    def heading(self) -> LayerHeading:
        """Return the title line that names the layer."""
        box = self.boxes["title"]
        detail = self.words.say("heading_detail", layers=self.run.layers)
        return LayerHeading(box.width, box.height, self.words.heading, detail, self.theme).place(box.x, box.y)

    def note(self) -> TextBlock:
        """Return the line below the heading."""
        box, theme = self.boxes["note"], self.theme
        note = TextBlock(box.width, box.height, self.words.note, theme.body, theme, theme.muted, align=0.0)
        return note.place(box.x, box.y)

    def legend(self, *signs: str) -> Legend:
        """Return a legend of these signs, names in ``SIGNS``."""
        box = self.boxes["legend"]
        items = [(sign, self.words.say(SIGNS[sign])) for sign in signs]
        return Legend(box.width, box.height, items, self.theme).place(box.x, box.y)

    def card(self) -> Card:
        """Return the ground of the panel."""
        box = self.boxes["card"]
        return Card(box.width, box.height, self.theme).place(box.x, box.y)

    def bars(self) -> ShareBars:
        """Return the bars that follow the layers."""
        box, words = self.boxes["bars"], self.words
        names = [words.say("group", letter=self.letter(k + 1)) for k in range(self.run.groups)]
        bars = ShareBars(
            box.width, box.height, self.run, names, words.empty, words.of_plane, words.of_points, self.theme
        )
        return bars.place(box.x, box.y)

    def question(self, place: np.ndarray) -> Question:
        """Return the mark of a new observation at ``place`` (2,), on the square (0, 2)²."""
        box, (x, y) = self.boxes["plane"], place.tolist()
        mark = Question(self.words.mark, self.theme)
        return mark.place(box.x + x * box.width / 2 - 70, box.y + (2 - y) * box.width / 2 - 70)

    def observations(self, points: Points) -> Observations:
        """Return observations over the large plane."""
        box = self.boxes["plane"]
        return Observations(self.run, points, box.width, self.theme).place(box.x, box.y)

    def stack(self, relatives: Family) -> tuple[LayerStack, ChainPaths]:
        """Return the layers behind one another, and the chains through them."""
        box = self.boxes["stack"]
        stack = LayerStack(self.run, relatives.piece, box.width, box.height, self.words.stack_layer, self.theme)
        paths = ChainPaths(self.run.layers, relatives, box.width, box.height, self.theme)
        return stack.place(box.x, box.y), paths.place(box.x, box.y)

    def chain_title(self) -> Heading:
        """Return the large words over them."""
        return Heading.in_box(self.boxes["chain_title"], self.words.chain_title, theme=self.theme)

    def chain_legend(self) -> Legend:
        """Return what the line through the layers means."""
        return Legend.in_box(self.boxes["chain_legend"], [("chain", self.words.chain)], self.theme)

    def pair(self, sharp: MajorityVote) -> tuple[LabelPlane, LabelPlane, list[LayerHeading]]:
        """Return the planes of both rules, side by side or one above the other, and the words over them."""
        planes, titles = [], []
        words = (self.words.rule_links, self.words.rule_vote)
        for box, source, text in zip(
            (self.boxes["first"], self.boxes["second"]), (self.run, sharp), words, strict=True
        ):
            planes.append(LabelPlane(source, box.width, self.theme, self.run.points).place(box.x, box.y))
            titles.append(LayerHeading(box.width, 50.4, text, "", self.theme, size=36).place(box.x, box.y - 60))
        return planes[0], planes[1], titles

    def closing_words(self, line: str, reason: str) -> tuple[TextBlock, TextBlock]:
        """Return the last words, at the top: below them is room for what the player shows."""
        body, theme = self.boxes["body"], self.theme
        return (
            TextBlock(body.width, 110, line, 76, theme, bold=True).place(body.x, body.y - 60),
            TextBlock(body.width, 130, reason, 42, theme, theme.muted).place(body.x, body.y + 60),
        )

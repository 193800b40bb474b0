"""250 layers, one a frame: labels spread over a plane by random links until every pixel has one; nothing is trained.

manim -pqh scenes/deep.py
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from manim import FadeIn, FadeOut

from nnlib import History, LabelDiffusion, MajorityVote, border_share
from scenes.config import Config, says
from scenes.config.sections import Diffusion, LayerPacing
from scenes.stage import LessonScene, Tween
from scenes.stage.diffusion import (
    FollowLayers,
    LabelBuilders,
    LabelWords,
    LayerClock,
    Piece,
    ZoomPlane,
    busiest_border,
    family,
    first_copy,
    hardest,
    last_labelled,
)
from scenes.training import Progress

PATCH = 13  # pixels a side, where single links are shown
LAST_PATCH = 48  # around the last pixel
BORDER_PATCH = 120
LEAD = 4  # layers before the last pixel is filled
SLOW = 0.5  # seconds a layer, where the last pixel is filled
FIRST_LAYERS = 3  # shown pixel by pixel
VOTES, VOTES_A_SECOND = 24, 6.0
CLEAR = 0.05  # from this difference on an area is called larger or smaller than the share of the points


class DeepWords(LabelWords):
    """All words of the lesson, besides those that builders write."""

    points: str = says(points=int, groups=int, doc="What the viewer sees first.")
    points_of_one: str = says(points=int, doc="The same, where all points belong to one group.")
    question: str = says(doc="The question of the film: a new observation.")

    pixels: str = says(size=int, doc="Each training point colours a pixel.")
    pixels_empty: str = says(labelled=int, share=float, doc="All other pixels have no label.")
    link_one: str = says(doc="A layer: every pixel has one link.")
    link_copy: str = says(doc="The label is copied along the link.")
    link_all: str = says(doc="All pixels at once.")
    untrained: str = says(doc="New links in every layer; nothing is trained.")

    grow: str = says(layer=int, doc="Up to a layer only empty pixels copy.")
    grow_stop: str = says(layer=int, share=float, doc="What is still empty when that layer is reached.")
    dissolve: str = says(doc="From then on coloured pixels copy, too.")
    dissolve_from_start: str = says(doc="The same, where they do so from the first layer on.")
    resting: str = says(layer=int, doc="The plane is full before coloured pixels may copy.")
    last_one: str = says(layer=int, doc="One pixel is still empty.")
    last_many: str = says(layer=int, count=int, doc="A few pixels are still empty.")
    last_filled: str = says(layer=int, doc="The last pixel is filled.")
    last_filled_many: str = says(layer=int, doc="The same, where several are filled in that layer.")
    not_full: str = says(layers=int, share=float, doc="The run ends before the plane is full.")

    fuzzy: str = says(layer=int, before=float, after=float, doc="The borders have become fuzzy.")
    borders: str = says(after=float, doc="The borders, where they have not become fuzzier.")
    no_borders: str = says(doc="There is no border: one group has the plane.")

    asked: str = says(letter=str, doc="The new observation of the question lies on a group's land.")
    asked_empty: str = says(doc="The same, where it lies on an empty pixel.")
    new: str = says(count=int, doc="New observations fall onto the plane.")
    new_right: str = says(right=int, count=int, base=int, doc="How many are right, and what a plain guess gets.")
    new_no_better: str = says(right=int, count=int, base=int, doc="The same, where a plain guess is as good.")
    new_empty: str = says(empty=int, count=int, doc="Some fall on empty pixels.")
    area_more: str = says(letter=str, prior=float, area=float, doc="A group with more land than points.")
    area_less: str = says(letter=str, prior=float, area=float, doc="A group with less land than points.")
    area_why: str = says(doc="Land follows geometry, not frequency.")
    area_like: str = says(doc="All groups' land is about as large as their share of the points.")

    chain_pick: str = says(layer=int, doc="The pixel whose chain is traced.")
    chain_stack: str = says(layers=int, doc="Layers stand behind one another.")
    chain_follow: str = says(layers=int, doc="The one way back.")
    chain_end: str = says(copied=int, kept=int, letter=str, doc="The training point it came from.")
    chain_family: str = says(count=int, origins=int, doc="A handful of neighbours, and their training points.")
    chain_one_origin: str = says(count=int, doc="The same, where all come from one point.")

    vote: str = says(window=int, doc="Another rule, with the same points.")
    vote_sharp: str = says(sharp=float, fuzzy=float, doc="Its borders are sharper.")
    vote_not: str = says(sharp=float, fuzzy=float, doc="Its borders are not sharper.")

    close_right: str = says(letter=str, doc="The answer in large letters: the pixel was right.")
    close_wrong: str = says(guess=str, letter=str, doc="The same, where the pixel was wrong.")
    close_empty: str = says(letter=str, doc="The same, where the pixel is empty.")
    close_reason: str = says(layers=int, share=float, count=int, doc="The line below it.")


@lru_cache(maxsize=2)
def run_of(like: Diffusion) -> LabelDiffusion:
    """Return the run of a config; films of the same run, in other words or colours, need it only once."""
    return LabelDiffusion(like.size, like.spread, like.layers, like.grow_layers, like.priors, like.seed)


class DeepConfig(Config):
    """The config of the lesson."""

    words: DeepWords
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
        return found


class Deep(LessonScene):
    """The lesson of the layers that learn nothing."""

    config_class = DeepConfig
    layout = "plane of labels"

    def prepare(self, progress: Progress | None = None) -> dict[str, History]:
        """Run through all layers; nothing is trained."""
        self.run = run_of(self.settings.diffusion)
        return {}

    def construct(self) -> None:
        """Tell the story, beat by beat."""
        self.gather_facts()
        self.ask_whose_land_this_is()
        self.add_a_layer()
        self.grow()
        self.look_at_the_borders()
        self.classify_new_points()
        self.compare_land_and_points()
        self.trace_a_chain()
        self.vote_instead()
        self.close()

    # What the film is about, from the config and the run.

    def gather_facts(self) -> None:
        """Look up what the beats have in common."""
        run, pacing = self.run, self.settings.pacing
        self.builders = LabelBuilders(self.boxes, self.theme, self.words, run)
        self.clock = LayerClock(run, pacing.layers_a_second, pacing.pace)
        self.fresh = run.new_points(self.settings.diffusion.observations)
        self.answers = run.classify(self.fresh.places)
        self.asked = hardest(run, self.fresh)
        self.last_layer, self.last_pixels = last_labelled(run)
        self.growing = min(run.grow_layers, run.layers)
        self.now = 0

    # The beats.

    def ask_whose_land_this_is(self) -> None:
        """Overlapping points, and a new one."""
        self.beat("question")
        run = self.run
        self.plane, self.card, self.bars = self.builders.plane(), self.builders.card(), self.builders.bars()
        self.title, self.legend = self.builders.title(self.words.title), self.builders.legend("train")
        self.plane.painted, self.plane.dots, self.plane.appeared = 0.0, 1.0, 0.0
        self.bars.areas = 0.0
        present = len(np.unique(run.points.groups))
        self.play(*[FadeIn(m) for m in (self.plane, self.title)], run_time=1.0)
        key = "points_of_one" if present == 1 else "points"
        self.say(
            key,
            Tween(self.plane, appeared=1.0),
            *[FadeIn(m) for m in (self.card, self.bars, self.legend)],
            run_time=3.2,
            points=len(run.points),
            groups=present,
        )
        self.hold(1.6)
        mark = self.builders.question(self.fresh.places[self.asked])
        self.say("question", FadeIn(mark), run_time=0.8)
        self.hold(2.6)
        self.still("question")
        self.say(None, FadeOut(mark), run_time=0.5)

    def add_a_layer(self) -> None:
        """From points to pixels, then one link, one copy, all links, and new ones in every layer."""
        self.beat("one layer")
        run, first = self.run, first_copy(self.run, PATCH)
        self.heading, self.note = self.builders.heading(), self.builders.note()
        self.say("pixels", FadeOut(self.title), FadeIn(self.heading), run_time=0.8, size=run.size)
        self.hold(1.2)
        piece = first.piece if first else Piece.around(run.size / 2, run.size / 2, PATCH, run.size)
        self.play(
            self._zoom(piece, 2.2), Tween(self.plane, dots=0.0, painted=1.0), FadeOut(self.legend), run_time=2.2
        )
        labelled = int((run.layer(0) > 0).sum())
        self.say("pixels_empty", run_time=0.6, labelled=labelled, share=float(run.unlabelled[0]))
        self.hold(1.6)
        self.legend = self.builders.legend("link", "weak_link")
        if first:
            self.plane.pixel = (first.row, first.column)
            self.say("link_one", Tween(self.plane, pixel_shown=1.0, own_link=1.0), FadeIn(self.legend), run_time=1.0)
            self.hold(2.2)
            self.say("link_copy", Tween(self.plane, copied=1.0), run_time=1.2)
            self.hold(1.2)
        self.say("link_all", Tween(self.plane, links=1.0), run_time=1.0)
        self.hold(1.0)
        self._show_layer(1)
        self.plane.copied = 0.0
        self.hold(1.2)
        self.play(Tween(self.plane, links=0.0, own_link=0.0, pixel_shown=0.0), run_time=0.5)
        self.say("untrained", FadeIn(self.note), run_time=0.6)
        for layer in range(2, min(FIRST_LAYERS, run.layers) + 1):
            self.plane.link_layer = layer
            self.play(Tween(self.plane, links=1.0), run_time=0.5)
            self.hold(0.5)
            self._show_layer(layer)
            self.hold(0.5)
            self.play(Tween(self.plane, links=0.0), run_time=0.4)
        self.say(
            None,
            ZoomPlane.out(self.plane),
            Tween(self.bars, areas=1.0),
            FadeOut(self.legend),
            run_time=1.8,
        )

    def grow(self) -> None:
        """Layer after layer: the regions grow, the borders dissolve, the last pixel is filled."""
        self.beat("growth")
        run, full = self.run, self.run.first_full_layer
        events = []
        if self.growing > self.now:
            self.say("grow", run_time=0.6, layer=self.growing)
            events.append((self.growing, self._pause_where_growth_ends))
        elif run.layers > self.now:
            self.say("dissolve_from_start", run_time=0.6)
        self.hold(1.0)
        if full is not None and full > self.now:
            # Where growth ends within the last few layers before that, it is told first.
            begin = max(self.now, full - LEAD, self.growing if self.growing < full else 0)
            events.append((begin, self._fill_the_last_pixel))
        for layer, tell in sorted(events, key=lambda event: event[0]):
            self._run_to(layer)
            tell()
        self._run_to(run.layers)
        if full is None:
            self.say("not_full", run_time=0.6, layers=run.layers, share=float(run.unlabelled[-1]))
        self.hold(1.2)
        self.still("layers")

    def look_at_the_borders(self) -> None:
        """Closer: where two groups meet there is no line."""
        self.beat("borders")
        run = self.run
        before, after = border_share(run.layer(self.growing)), border_share(run.layer(run.layers))
        facts = {"layer": self.growing, "before": before, "after": after}
        if (run.shares[-1] > 0).sum() == 1:
            self.say("no_borders", run_time=0.6)
            self.hold(1.6)
            return
        key = "fuzzy" if after > 1.2 * before and self.growing < run.layers else "borders"
        self.say(key, self._zoom(busiest_border(run, BORDER_PATCH), 1.8), run_time=1.8, **facts)
        self.hold(3.0)
        self.play(ZoomPlane.out(self.plane), run_time=1.4)

    def classify_new_points(self) -> None:
        """Observations nobody has seen fall onto the plane, each on a pixel that knows an answer."""
        self.beat("new points")
        count, fresh = len(self.fresh), self.fresh
        self.legend = self.builders.legend("new", "miss")
        guess = int(self.answers[self.asked])
        mark = self.builders.question(fresh.places[self.asked])
        if guess:
            self.say("asked", FadeIn(mark), run_time=0.8, letter=self.builders.letter(guess))
        else:
            self.say("asked_empty", FadeIn(mark), run_time=0.8)
        self.hold(2.2)
        self.drops = self.builders.observations(fresh)
        self.add(self.drops)
        fall = Tween(self.drops, fallen=1.0)
        self.say("new", fall, FadeIn(self.legend), FadeOut(mark), run_time=4.0, count=count)
        self.hold(0.8)
        right = int((self.answers == fresh.groups).sum())
        commonest = int(np.bincount(self.run.points.groups).argmax())
        base = int((fresh.groups == commonest).sum())
        key = "new_right" if right > base else "new_no_better"
        self.say(key, Tween(self.drops, result_shown=1.0), run_time=1.2, right=right, count=count, base=base)
        self.hold(2.8)
        if empty := int((self.answers == 0).sum()):
            self.say("new_empty", run_time=0.6, empty=empty, count=count)
            self.hold(1.6)
        self.still("new_points")

    def compare_land_and_points(self) -> None:
        """The plane's share of each group beside its share of the points."""
        self.beat("land and points")
        shares = self.run.shares[-1]
        area, prior = shares / shares.sum(), np.array(self.bars.drawn)
        group = int(np.abs(area - prior).argmax())
        gone = [FadeOut(m) for m in (self.drops, self.legend)]
        if abs(area[group] - prior[group]) < CLEAR:
            self.say("area_like", *gone, run_time=0.8)
            self.hold(2.4)
            return
        self.bars.marked = group + 1
        self.say(
            "area_more" if area[group] > prior[group] else "area_less",
            *gone,
            Tween(self.bars, mark=1.0),
            run_time=0.8,
            letter=self.builders.letter(group + 1),
            prior=float(prior[group]),
            area=float(area[group]),
        )
        self.hold(2.8)
        self.say("area_why", Tween(self.bars, mark=0.0), run_time=0.8)
        self.hold(2.0)

    def trace_a_chain(self) -> None:
        """One pixel of the last layer, link by link back to its training point; then its neighbourhood."""
        self.beat("chain")
        run, (row, column) = self.run, self.last_pixels[0]
        relatives = family(run, row, column)
        self.plane.rings = ((row, column),)
        self.say("chain_pick", Tween(self.plane, ringed=1.0), run_time=0.8, layer=self.last_layer)
        self.hold(2.2)
        self.say(None, self._zoom(Piece.around(row, column, relatives.piece.span, run.size), 1.4), run_time=1.4)
        stack, paths = self.builders.stack(relatives)
        title, legend = self.builders.chain_title(), self.builders.chain_legend()
        beside = (self.plane, self.card, self.bars, self.heading, self.note)
        self.play(*[FadeOut(m) for m in beside], run_time=0.7)
        self.say("chain_stack", *[FadeIn(m) for m in (stack, title, legend)], run_time=1.0, layers=run.layers)
        self.hold(2.0)
        self.add(paths)
        self.say("chain_follow", Tween(paths, first=1.0), run_time=7.0, layers=run.layers)
        chain = relatives.chains[0]
        letter = self.builders.letter(chain.label)
        self.say("chain_end", run_time=0.6, copied=chain.copied, kept=run.layers - chain.copied, letter=letter)
        self.hold(2.6)
        facts = {"count": len(relatives.chains), "origins": relatives.origins}
        if facts["count"] > 1:
            key = "chain_one_origin" if relatives.origins == 1 else "chain_family"
            self.say(key, Tween(paths, others=1.0), run_time=4.5, **facts)
            self.hold(2.0)
        self.still("chain")
        self.chain = (stack, paths, title, legend)

    def vote_instead(self) -> None:
        """The sharp rule beside the random one, from the same points."""
        self.beat("majority")
        run, window = self.run, self.settings.diffusion.window
        sharp = MajorityVote(run.layer(0), window // 2, run.groups, VOTES)
        one, other, titles = self.builders.pair(sharp)
        one.show_layer(run.layers)
        other.dots = 1.0
        titles[0].show_layer(run.layers)
        self.say(None, *[FadeOut(m) for m in self.chain], run_time=0.7)
        self.say("vote", *[FadeIn(m) for m in (one, other, *titles)], run_time=1.0, window=window)
        self.hold(1.4)
        self.play(Tween(other, dots=0.0), run_time=0.5)
        clock = LayerClock(sharp, VOTES_A_SECOND)
        follow = [FollowLayers(m, clock, 0, VOTES) for m in (other, titles[1])]
        self.play(*follow, run_time=clock.seconds(0, VOTES))
        crisp, fuzzy = border_share(sharp.layer(VOTES)), border_share(run.layer(run.layers))
        self.say("vote_sharp" if crisp < fuzzy else "vote_not", run_time=0.6, sharp=crisp, fuzzy=fuzzy)
        self.hold(2.8)
        self.still("rules")
        self.compared = (one, other, *titles)

    def close(self) -> None:
        """The question answered in one line, then a calm end with room for what the player shows."""
        self.beat("close")
        guess, truth = int(self.answers[self.asked]), int(self.fresh.groups[self.asked])
        key = "close_right" if guess == truth else "close_wrong" if guess else "close_empty"
        said = {"letter": self.builders.letter(truth), "guess": self.builders.letter(guess) if guess else ""}
        share = float((self.answers == self.fresh.groups).mean())
        reason = self.words.say("close_reason", layers=self.run.layers, share=share, count=len(self.fresh))
        words = self.builders.closing_words(self.words.say(key, **said), reason)
        self.say(None, *[FadeOut(m) for m in self.compared], run_time=1.2)
        self.play(*[FadeIn(m) for m in words], run_time=1.0)
        self.hold(8.0, fixed=True)

    # What the beats are made of.

    def _zoom(self, piece: Piece, seconds: float) -> ZoomPlane:
        return ZoomPlane(self.plane, piece.left, piece.top, piece.span, seconds)

    def _show_layer(self, layer: int) -> None:
        """Let everything show this layer, as a cut: there is nothing between two layers."""
        for follower in (self.plane, self.bars, self.heading):
            follower.show_layer(layer)
        self.now = layer

    def _run_to(self, layer: int, seconds: float | None = None) -> None:
        """Run through the layers up to this one, at the config's pace or in so many seconds."""
        if layer <= self.now:
            return
        followers = (self.plane, self.bars, self.heading)
        length = self.clock.seconds(self.now, layer) if seconds is None else seconds
        self.play(*[FollowLayers(m, self.clock, self.now, layer) for m in followers], run_time=length)
        self.now = layer

    def _pause_where_growth_ends(self) -> None:
        """Tell what is empty when coloured pixels begin to copy."""
        share = float(self.run.unlabelled[self.now])
        if share > 0:
            self.say("grow_stop", run_time=0.6, layer=self.now, share=share)
            self.hold(2.0)
        if self.now < self.run.layers:
            self.say("dissolve", run_time=0.6)
            self.hold(0.8)

    def _fill_the_last_pixel(self) -> None:
        """Ring the last empty pixels, go near, and watch them being filled."""
        layer, pixels = self.last_layer, self.last_pixels
        row, column = pixels[0]
        self.plane.rings = pixels[:1]
        left = round(self.run.unlabelled[self.now] * self.run.size**2)
        self.say(
            "last_one" if left == 1 else "last_many",
            Tween(self.plane, ringed=1.0),
            run_time=0.8,
            layer=self.now,
            count=left,
        )
        self.hold(1.2)
        self.play(self._zoom(Piece.around(row, column, LAST_PATCH, self.run.size), 1.4), run_time=1.4)
        self._run_to(layer, SLOW * (layer - self.now))
        self.say("last_filled" if len(pixels) == 1 else "last_filled_many", run_time=0.6, layer=layer)
        self.hold(1.6)
        self.play(ZoomPlane.out(self.plane), Tween(self.plane, ringed=0.0), run_time=1.2)
        if layer < self.growing:
            self.say("resting", run_time=0.6, layer=self.growing)
            self.hold(0.6)

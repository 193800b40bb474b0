"""250 layers, one a frame: labels spread over a plane by random links until every pixel has one; nothing is trained.

manim -pqh scenes/deep.py
"""

from __future__ import annotations

from manim import FadeIn, FadeOut

from nnlib import History, border_share, chessboard_share
from scenes.config import ClassWords, PluralText, says
from scenes.stage import Card, Heading, LessonScene, Painted, Tween, beats
from scenes.stage.diffusion import (
    RECEDED,
    ChainPaths,
    DiffusionConfig,
    LabelPlane,
    LayerClock,
    LayerStack,
    Observations,
    Piece,
    Question,
    ShareBars,
    ZoomPlane,
    busiest_border,
    family,
    hardest,
    last_labelled,
    most_unequal,
    run_of,
)
from scenes.stage.drawing import Box
from scenes.training import Progress

BORDER_PATCH = 120
ASKED_PATCH = 13  # pixels a side, where a single one is looked at
CHESSBOARD = 0.02  # from this surplus on a layer is called one
CLEAR = 0.05  # from this difference on an area is called larger or smaller than the share of the points


def soon(share: float) -> float:
    """Return how far that is which comes in the first fifth of something longer."""
    return min(1.0, 5 * share)


class DeepWords(ClassWords):
    """All words of the lesson."""

    title: str = says(doc="The large words over the question.")
    heading: str = says(layer=int, doc="The large words that name the layer.")
    heading_detail: str = says(layers=int, doc="The smaller words after them.")
    note: str = says(doc="The line below them: what this is, and that nothing is trained.")
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
    chain_mark: str = says(doc="Legend: a mark on it.")
    chain_title: str = says(doc="The large words over the layers that stand behind one another.")
    stack_layer: str = says(layer=int, doc="Stands beside each of them.")
    rule_links: str = says(layer=int, doc="Over the plane of the random links.")
    rule_vote: str = says(layer=int, doc="Over the plane of the majority vote.")

    points: str = says(points=int, groups=int, doc="What the viewer sees first.")
    points_of_one: PluralText = says(
        points=int, plural="points", doc="The same, where all points belong to one group."
    )
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
    not_full: PluralText = says(
        layers=int, share=float, plural="layers", doc="The run ends before the plane is full."
    )

    fuzzy: str = says(layer=int, before=float, after=float, doc="The borders have become fuzzy.")
    borders: str = says(after=float, doc="The borders, where they have not become fuzzier.")
    chessboard: str = says(doc="Why there are chessboards.")
    no_borders: str = says(doc="There is no border: one group has the plane.")

    asked: str = says(name=str, doc="The new observation of the question lies on a pixel of a group.")
    asked_empty: str = says(doc="The same, where it lies on an empty pixel.")
    new: PluralText = says(count=int, plural="count", doc="New observations fall onto the plane.")
    new_right: PluralText = says(
        right=int, count=int, base=int, plural="right", doc="How many are right, and what a plain guess gets."
    )
    new_no_better: PluralText = says(
        right=int, count=int, base=int, plural="right", doc="The same, where a plain guess is as good."
    )
    new_empty: PluralText = says(empty=int, count=int, plural="empty", doc="Some fall on empty pixels.")
    area_more: str = says(name=str, prior=float, area=float, doc="A group with more land than points.")
    area_less: str = says(name=str, prior=float, area=float, doc="A group with less land than points.")
    area_why: str = says(doc="Land follows geometry, not frequency.")
    area_like: str = says(doc="All groups' land is about as large as their share of the points.")

    chain_pick: str = says(layer=int, name=str, doc="The pixel whose chain is traced: it was filled last.")
    chain_pick_changed: str = says(
        layer=int, first=str, layers=int, name=str, doc="The same, where it has another group since."
    )
    chain_stack: PluralText = says(layers=int, plural="layers", doc="Layers stand behind one another.")
    chain_follow: PluralText = says(layers=int, plural="layers", doc="The one way back.")
    chain_count: PluralText = says(copied=int, kept=int, plural="layers", layers=int, doc="What its links did.")
    chain_end: str = says(name=str, doc="The training point it came from.")
    chain_family: str = says(count=int, origins=int, doc="Pixels from around there, and their training points.")
    chain_one_origin: str = says(count=int, doc="The same, where all come from one point.")

    vote: str = says(window=int, doc="Another rule, with the same points.")
    vote_sharp: str = says(sharp=float, fuzzy=float, doc="Its borders are sharper.")
    vote_not: str = says(sharp=float, fuzzy=float, doc="Its borders are not sharper.")

    close_right: str = says(name=str, doc="The answer in large letters: the pixel was right.")
    close_wrong: str = says(guess=str, name=str, doc="The same, where the pixel was wrong.")
    close_empty: str = says(name=str, doc="The same, where the pixel is empty.")
    close_reason: PluralText = says(layers=int, share=float, count=int, plural="layers", doc="The line below it.")


class DeepConfig(DiffusionConfig):
    """The config of the lesson."""

    words: DeepWords


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
        beats.one_layer(self)
        beats.growth(self)
        self.look_at_the_borders()
        self.classify_new_points()
        self.compare_land_and_points()
        self.trace_a_chain()
        beats.majority(self)
        beats.close(self, *self.last_words(), shown=self.what_stays())

    def gather_facts(self) -> None:
        """Look up what the beats have in common, from the config and the run."""
        run, words, diffusion = self.run, self.words, self.settings.diffusion
        self.clock = LayerClock(run, self.settings.pacing.layers_a_second)
        self.fresh = run.new_points(diffusion.observations)
        self.answers = run.classify(self.fresh.places)
        self.asked = hardest(run, self.fresh)
        self.last_layer, self.last_pixels = last_labelled(run)
        self.growing, self.now = min(run.grow_layers, run.layers), 0
        self.names = words.class_names[: run.groups]
        self.common_facts = {
            "points": len(run.points),
            "groups": int((run.point_shares > 0).sum()),
            "size": run.size,
            "layers": run.layers,
            "count": len(self.fresh),
            "window": diffusion.window,
        }

    def ask_whose_land_this_is(self) -> None:
        """Overlapping points, and a new one."""
        run, words = self.run, self.words
        self.plane = self.build(LabelPlane, "plane", run, run.points)
        self.plane.painted, self.plane.dots = 0.0, 1.0
        self.card = self.build(Card, "card")
        self.bars = self.build(ShareBars, "bars", run, self.names, words.empty, words.of_plane, words.of_points)
        self.bars.areas = 0.0
        self.legend = beats.legend(self, ("train", "dot"))
        self.mark = self.question_on("plane")
        self.mark.fallen = 0.0
        beats.question(self, self.plane, self.mark)
        key = "points_of_one" if self.common_facts["groups"] == 1 else "points"
        self.say(key, *[FadeIn(m) for m in (self.card, self.bars, self.legend)], run_time=1.2)
        self.hold(1.8)
        self.say("question", Tween(self.mark, fallen=1.0), run_time=1.2)
        self.hold(2.0)
        self.still("question")
        self.say(None, FadeOut(self.mark), run_time=0.5)

    def question_on(self, box: str | Box) -> Question:
        """Return the new observation of the question, and its mark, over a plane in this box."""
        place, words = self.fresh.places[self.asked], self.words
        return self.build(Question, box, self.run, place, words.mark, self.names)

    def look_at_the_borders(self) -> None:
        """Closer: where two groups meet there is no line."""
        self.beat("borders")
        run = self.run
        before, after = border_share(run.layer(self.growing)), border_share(run.layer(run.layers))
        if (run.shares[-1] > 0).sum() == 1:
            self.say("no_borders", run_time=0.6)
            self.hold(1.6)
            return
        key = "fuzzy" if after > 1.2 * before and self.growing < run.layers else "borders"
        nearer = ZoomPlane(self.plane, busiest_border(run, BORDER_PATCH))
        recede = Tween(self.bars, opacity=RECEDED)
        self.say(key, nearer, recede, run_time=1.8, layer=self.growing, before=before, after=after)
        self.hold(2.0)
        if chessboard_share(run.layer(run.layers)) > CHESSBOARD:
            self.say("chessboard", run_time=0.6)
            self.hold(2.4)

    def classify_new_points(self) -> None:
        """Observations nobody has seen fall onto the plane, each on a pixel that knows an answer."""
        self.beat("new points")
        fresh, guess = self.fresh, int(self.answers[self.asked])
        self.legend = beats.legend(self, ("new", "new_point"), "miss")
        near = Piece.around(self.mark.pixel, ASKED_PATCH, self.run.size)
        self.say(None, FadeIn(self.mark.see(self.plane)), run_time=0.6)
        self.play(*[ZoomPlane(m, near) for m in (self.plane, self.mark)], run_time=1.4)
        key = "asked" if guess else "asked_empty"
        self.say(key, Tween(self.mark, answered=float(guess > 0)), run_time=1.0, name=self.names[guess - 1])
        self.hold(1.8)
        self.say(None, *[ZoomPlane(m) for m in (self.plane, self.mark)], run_time=1.4)
        drops = self.build(Observations, "plane", self.run, fresh)
        self.add(drops)
        self.say("new", Tween(drops, fallen=1.0), FadeIn(self.legend), FadeOut(self.mark), run_time=3.2)
        self.hold(0.4)
        right = int((self.answers == fresh.groups).sum())
        base = int((fresh.groups == self.run.point_shares.argmax() + 1).sum())
        key = "new_right" if right > base else "new_no_better"
        self.say(key, Tween(drops, result_shown=1.0), run_time=1.2, right=right, base=base)
        self.hold(2.2)
        if empty := int((self.answers == 0).sum()):
            self.say("new_empty", run_time=0.6, empty=empty)
            self.hold(1.6)
        self.still("new_points")
        self.gone = [FadeOut(m) for m in (drops, self.legend)]

    def compare_land_and_points(self) -> None:
        """The plane's share of each group beside its share of the points."""
        self.beat("land and points")
        group, prior, area = most_unequal(self.run)
        bright = Tween(self.bars, opacity=1.0)
        if abs(area - prior) < CLEAR:
            self.say("area_like", *self.gone, bright, run_time=0.8)
            self.hold(2.4)
            return
        self.bars.marked = group
        facts = {"name": self.names[group - 1], "prior": prior, "area": area}
        key = "area_more" if area > prior else "area_less"
        self.say(key, *self.gone, Tween(self.bars, mark=1.0, opacity=1.0), run_time=0.8, **facts)
        self.hold(2.2)
        self.say("area_why", Tween(self.bars, mark=0.0), run_time=0.8)
        self.hold(1.6)

    def trace_a_chain(self) -> None:
        """One pixel of the last layer, link by link back to its training point; then its neighbourhood."""
        self.beat("chain")
        run, pixel = self.run, self.last_pixels[0]
        relatives = family(run, pixel)
        chain, count = relatives.chains[0], len(relatives.chains)
        name, first = (self.names[label - 1] for label in (chain.label, run.layer(self.last_layer)[pixel]))
        self.plane.rings = ((*pixel, 1.0),)
        key = "chain_pick" if first == name else "chain_pick_changed"
        ring = Tween(self.plane, ringed=1.0), Tween(self.bars, opacity=RECEDED)
        self.say(key, *ring, run_time=0.8, layer=self.last_layer, first=first, name=name)
        self.hold(1.4)
        piece = relatives.piece
        near = Piece(piece.left, piece.top, min(piece.span, run.size))
        self.play(ZoomPlane(self.plane, near), run_time=1.6)
        self.hold(0.8)
        seen, room = self.boxes["plane"], self.boxes["stack"]
        square = (seen.x - room.x, seen.y - room.y, seen.width)
        stack = self.build(LayerStack, "stack", run, relatives, self.words.stack_layer, square)
        stack.unfolded = 0.0
        title = self.build(Heading, "chain_title", self.words.chain_title)
        # The piece that is seen becomes the last of the layers.
        gone = self.fade_out_all(self.plane)
        self.say("chain_stack", FadeIn(stack), *gone, run_time=0.7)
        self.remove(self.plane)
        self.play(Tween(stack, unfolded=1.0), FadeIn(title), run_time=2.0)
        self.hold(0.4)
        paths = self.build(ChainPaths, "stack", relatives)
        self.add(paths)
        legend = beats.legend(self, "chain", (f"class {chain.label - 1}", "chain_mark"), box="chain_legend")
        self.say("chain_follow", Tween(paths, first=1.0), FadeIn(legend, rate_func=soon), run_time=5.0)
        self.say("chain_count", run_time=0.6, copied=chain.copied, kept=run.layers - chain.copied)
        self.hold(1.8)
        self.say("chain_end", run_time=0.6, name=name)
        self.hold(1.4)
        if count > 1:
            key = "chain_one_origin" if relatives.origins == 1 else "chain_family"
            self.say(key, Tween(paths, others=1.0), run_time=3.2, count=count, origins=relatives.origins)
            self.hold(1.0)
        self.still("chain")

    def what_stays(self) -> tuple[Painted | Tween, ...]:
        """Return the plane as it has become, the question with its answer, the new observations, and how they fall
        onto it once more and are told the truth."""
        room = self.boxes["closing"]
        side = min(room.width, room.height)
        box = Box(room.x + (room.width - side) / 2, room.y + (room.height - side) / 2, side, side)
        plane = self.build(LabelPlane, box, self.run, self.run.points)
        plane.show_layer(self.run.layers)
        drops = self.build(Observations, box, self.run, self.fresh)
        mark = self.question_on(box)
        mark.answered = float(mark.label > 0)
        return plane, drops, mark, Tween(drops, fallen=1.0), Tween(drops, result_shown=1.0, rate_func=soon)

    def last_words(self) -> tuple[str, str]:
        """Return the answer to the question, and what it rests on."""
        guess, truth = int(self.answers[self.asked]), int(self.fresh.groups[self.asked])
        key = "close_right" if guess == truth else "close_wrong" if guess else "close_empty"
        line = self.text(key, name=self.names[truth - 1], guess=self.names[guess - 1])
        return line, self.text("close_reason", share=float((self.answers == self.fresh.groups).mean()))

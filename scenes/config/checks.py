"""Some keys are right only together: each check here is one sentence about a few keys.

A check is skipped where one of its keys is wrong by itself; that has been said already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

from nnlib import LOSSES
from scenes.config.examples.data_checks import DATA_CHECKS, Complaint, answers_of, dataset_of
from scenes.config.examples.file_checks import SOUND, SOUND_FILES, check_file
from scenes.config.file_keys import beside
from scenes.config.mistakes import Mistake, Wrong, quoted
from scenes.config.sections.given_weights import given_weights_fit, weights_are_drawn_or_given
from scenes.config.valid_values import Known, NotKnown, place_of

LARGEST_MUSIC = 500_000_000  # bytes
MOST_NUMBERS = 40_000_000  # kept in snapshots: 320 MB


def cross_checks(known: Known) -> list[Mistake]:
    """Return what is wrong with keys that are right by themselves."""
    found: list[Mistake] = []
    for check in CHECKS:
        try:
            found += [Mistake.at(place_of(known.tree, key), key, text) for key, text in check(known)]
        except NotKnown:
            continue
    return found


def output_fits_the_loss(known: Known) -> Iterator[Complaint]:
    loss, output = known["training.loss"], known["network.output"]
    fitting = LOSSES[loss].outputs
    if fitting is None or output in fitting:
        return
    with suppress(NotKnown):
        if LOSSES[loss].targets(answers_of(known)) is not None:
            return  # the loss itself is to be changed
    yield (
        "network.output",
        f"the loss {loss} needs the output {' or '.join(fitting)}, not {output}; "
        f"write output: {fitting[0]}, or below training loss: squared_error",
    )


def softmax_has_a_choice(known: Known) -> Iterator[Complaint]:
    with suppress(NotKnown):
        if LOSSES[known["training.loss"]].targets(answers_of(known)) is not None:
            return  # that is told, with all that has to be changed
    if known["network.output"] == "softmax" and dataset_of(known).targets.shape[1] == 1:
        yield "network.output", "softmax shares 1 among the outputs, and here is only one; write sigmoid"


def each_layer_has_its_own(known: Known) -> Iterator[Complaint]:
    layers = len(known["network.hidden"])
    for key, noun, fitting, besides, one in (
        ("activation", "activation", layers, "", "one name"),
        ("bias", "answer", layers + 1, " and the outputs", "true or false"),
    ):
        given = known[f"network.{key}"]
        if isinstance(given, tuple) and len(given) != fitting:
            entries = (*given, *[given[-1]] * fitting)[:fitting]
            example = ", ".join(str(entry).lower() for entry in entries)  # true, as YAML writes it
            where = known.line("network.hidden", f"network.{key}")
            yield (
                f"network.{key}",
                f"{_several(len(given), noun)} for {_several(layers, 'hidden layer')}{where}{besides}; "
                f"write one for each, such as [{example}], or {one} for all",
            )


def snapshots_fit_the_memory(known: Known) -> Iterator[Complaint]:
    data, hidden, snapshots = dataset_of(known), known["network.hidden"], known["training.snapshots"]
    sizes = [data.inputs.shape[1], *hidden, data.targets.shape[1]]
    numbers = sum((a + 1) * b for a, b in pairwise(sizes))
    if snapshots * numbers > MOST_NUMBERS:
        most = MOST_NUMBERS // numbers
        advice = f"write at most {most}" if most >= 50 else "write fewer neurons under network.hidden"
        yield "training.snapshots", f"{snapshots} states of {numbers} weights do not fit the memory; {advice}"


def explicit_cycles_are_shown(known: Known) -> Iterator[Complaint]:
    if known["pacing.cycles"] == "explicit" and known["pacing.shown"] is None:
        yield "pacing.shown", "missing; cycles: explicit needs the list, such as shown: [1, 10, 100]"


def shown_cycles_rise(known: Known) -> Iterator[Complaint]:
    shown = known["pacing.shown"] or ()
    for before, after in pairwise(shown):
        if after <= before:
            yield "pacing.shown", f"{after} follows {before}; write the cycles in rising order, each once"
            return


def shown_cycles_are_trained(known: Known) -> Iterator[Complaint]:
    shown, epochs = known["pacing.shown"] or (), known["training.epochs"]
    if known["pacing.cycles"] == "explicit" and shown and max(shown) > epochs:
        where = place_of(known.tree, "training.epochs")
        yield (
            "pacing.shown",
            f"cycle {max(shown)} is not trained: training.epochs is {epochs} ({where}); change one",
        )


def length_is_said_once(known: Known) -> Iterator[Complaint]:
    if known["pacing.music"] is not None and known["pacing.seconds"] is not None:
        where = known.line("pacing.seconds", "pacing.music")
        yield (
            "pacing.music",
            f"pacing.seconds is given as well{where}; keep one, and write null for the other",
        )


def music_is_a_file(known: Known) -> Iterator[Complaint]:
    if (music := known["pacing.music"]) is not None:
        try:
            check_file(beside(known.folder, music), LARGEST_MUSIC)
        except Wrong as error:
            yield "pacing.music", error.texts[0]
            return
        if Path(music).suffix.lower() not in SOUND:
            yield "pacing.music", f"{quoted(Path(music).name)} is no sound file; {SOUND_FILES}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


CHECKS: tuple[Callable[[Known], Iterator[Complaint]], ...] = (
    *DATA_CHECKS,
    output_fits_the_loss,
    softmax_has_a_choice,
    each_layer_has_its_own,
    weights_are_drawn_or_given,
    given_weights_fit,
    snapshots_fit_the_memory,
    explicit_cycles_are_shown,
    shown_cycles_rise,
    shown_cycles_are_trained,
    length_is_said_once,
    music_is_a_file,
)

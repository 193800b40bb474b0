"""Some keys are right only together: each check here is one sentence about a few keys.

A check is skipped where one of its keys is wrong by itself; that has been said already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from inspect import signature
from itertools import pairwise
from pathlib import Path

import numpy as np

from nnlib import DATASETS, LOSSES, Dataset
from nnlib.data.dataset import kind_of
from scenes.config.examples.examples import SOURCES
from scenes.config.examples.file_checks import SOUND, SOUND_FILES, check_file
from scenes.config.mistakes import Mistake, Wrong, quoted
from scenes.config.valid_values import Known, NotKnown, place_of, uneven

LARGEST_MUSIC = 500_000_000  # bytes
MOST_NUMBERS = 40_000_000  # kept in snapshots: 320 MB

Complaint = tuple[str, str]  # the key, and what is wrong with it


def cross_checks(known: Known) -> list[Mistake]:
    """Return what is wrong with keys that are right by themselves."""
    found: list[Mistake] = []
    for check in CHECKS:
        try:
            found += [Mistake.at(place_of(known.tree, key), key, text) for key, text in check(known)]
        except NotKnown:
            continue
    return found


def data_has_one_source(known: Known) -> Iterator[Complaint]:
    given = [source for source in SOURCES if known[f"data.{source}"] is not None]
    if not given:
        yield "data", f"no examples to learn from; write one of {', '.join(SOURCES)}"
    for extra in given[1:]:
        where = known.line(f"data.{given[0]}", f"data.{extra}")
        yield f"data.{extra}", f"{given[0]} is given as well{where}; keep one, and write null for the other"


def rows_are_equally_long(known: Known) -> Iterator[Complaint]:
    rows = known["data.examples"]
    if rows and (number := uneven(rows)):
        text = f"row {number} has {len(rows[number - 1])} numbers, the first row {len(rows[0])}; make them equal"
        yield "data.examples", text


def only_a_dataset_is_made(known: Known) -> Iterator[Complaint]:
    if known["data.dataset"] is None:
        for key in ("n", "noise", "classes"):
            if known[f"data.{key}"] is not None:
                yield f"data.{key}", "only a dataset takes it; delete it or write null"


def only_some_datasets_take_classes(known: Known) -> Iterator[Complaint]:
    takes = [name for name, make in DATASETS.items() if "classes" in signature(make).parameters]
    name = known["data.dataset"]
    if known["data.classes"] is not None and name is not None and name not in takes:
        only = f"only {', '.join(takes[:-1])} and {takes[-1]} can be asked for more"
        yield "data.classes", f"{name} has its classes; {only}"


def data_can_be_made(known: Known) -> Iterator[Complaint]:
    source = next((s for s in SOURCES if known[f"data.{s}"] is not None), "dataset")
    try:
        known.dataset()
    except Wrong as error:
        yield f"data.{source}", error.texts[0]
    except ValueError as error:
        text = str(error)
        named = text.partition(":")[0]
        key = {"split": "test_share", "outputs": "outputs"}.get(named) or next(
            (key for key, sign in (("n", "n = "), ("noise", "noise"), ("classes", "classes")) if sign in text), source
        )
        yield f"data.{key}", text


def question_fits_the_data(known: Known) -> Iterator[Complaint]:
    question, outputs = known["data.question"], known["data.outputs"]
    inputs = _dataset(known).inputs.shape[1]
    if question is not None and len(question) != inputs + outputs:
        answers = "the right answer" if outputs == 1 else f"{outputs} right answers"
        need = f"{inputs} inputs and then {answers}, {inputs + outputs} numbers"
        yield "data.question", f"has {len(question)} numbers; the data ask for {need}"


def answers_differ(known: Known) -> Iterator[Complaint]:
    answers = _answers(known)
    # A single example can be followed step by step; numbers may be all alike.
    if len(answers) > 1 and kind_of(answers) == "binary" and (answers == answers[0]).all():
        source = next(s for s in SOURCES if known[f"data.{s}"] is not None)
        text = f"there is only one class: the right answer is {answers[0, 0]:g} in all {len(answers)} examples"
        yield f"data.{source}", text


def answers_fit_the_loss(known: Known) -> Iterator[Complaint]:
    loss = known["training.loss"]
    wrong = LOSSES[loss].targets(_answers(known))
    if wrong is not None:
        fitting = [name for name, other in LOSSES.items() if other.targets(_answers(known)) is None]
        yield "training.loss", f"{loss} does not fit the data: {wrong}; write {' or '.join(fitting)}"


def output_fits_the_loss(known: Known) -> Iterator[Complaint]:
    loss, output = known["training.loss"], known["network.output"]
    fitting = LOSSES[loss].outputs
    if fitting is None or output in fitting:
        return
    with suppress(NotKnown):
        if LOSSES[loss].targets(_answers(known)) is not None:
            return  # the loss itself is to be changed
    yield (
        "network.output",
        f"the loss {loss} needs the output {' or '.join(fitting)}, not {output}; "
        f"write output: {fitting[0]}, or below training loss: squared_error",
    )


def softmax_has_a_choice(known: Known) -> Iterator[Complaint]:
    if known["network.output"] == "softmax" and _dataset(known).targets.shape[1] == 1:
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
    data, hidden, snapshots = _dataset(known), known["network.hidden"], known["training.snapshots"]
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
            check_file(known.folder / music, LARGEST_MUSIC)
        except Wrong as error:
            yield "pacing.music", error.texts[0]
            return
        if Path(music).suffix.lower() not in SOUND:
            yield "pacing.music", f"{quoted(Path(music).name)} is no sound file; {SOUND_FILES}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _answers(known: Known) -> np.ndarray:
    data = _dataset(known)
    return np.concatenate([data.targets, data.test_targets])


def _dataset(known: Known) -> Dataset:
    try:
        return known.dataset()
    except ValueError:
        raise NotKnown from None  # data_can_be_made says so


CHECKS: tuple[Callable[[Known], Iterator[Complaint]], ...] = (
    data_has_one_source,
    rows_are_equally_long,
    only_a_dataset_is_made,
    only_some_datasets_take_classes,
    data_can_be_made,
    question_fits_the_data,
    answers_differ,
    answers_fit_the_loss,
    output_fits_the_loss,
    softmax_has_a_choice,
    each_layer_has_its_own,
    snapshots_fit_the_memory,
    explicit_cycles_are_shown,
    shown_cycles_rise,
    shown_cycles_are_trained,
    length_is_said_once,
    music_is_a_file,
)

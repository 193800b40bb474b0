"""What can be wrong with the examples: their sources, their files, and whether they fit the network's loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from inspect import signature

import numpy as np

from nnlib import DATASETS, LOSSES, ArgumentError, Dataset, TableError
from nnlib.checks import counted
from nnlib.data.labels import kind_of
from scenes.config.examples.examples import MADE, OF_A_TABLE, SOURCES
from scenes.config.mistakes import Wrong
from scenes.config.valid_values import Known, NotKnown, uneven

Complaint = tuple[str, str]  # the key, and what is wrong with it

MOST_KINDS = 10  # different whole numbers that may be meant for classes
REMEDIES = {
    "drop_missing": " (data.missing: drop)",
    "names": " (data.names: [length, width, kind])",
    "target": " (data.answer), or name the inputs (data.inputs)",
}
"""What the arguments of nnlib that help are called in a config."""


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
        told = counted(len(rows[number - 1]), "number")
        text = f"row {number} has {told}, the first row {len(rows[0])}; make them equal"
        yield "data.examples", text


def each_source_has_its_keys(known: Known) -> Iterator[Complaint]:
    if known["data.dataset"] is None:
        for key in MADE:
            if known[f"data.{key}"] is not None:
                yield f"data.{key}", "only a dataset takes it; delete it or write null"
    if known["data.csv"] is None:
        for key in OF_A_TABLE:
            if known[f"data.{key}"] is not None:
                yield f"data.{key}", "only a csv file takes it; delete it or write null"
    elif known["data.answer"] is not None and known["data.outputs"] != 1:
        yield "data.outputs", "data.answer names the one right answer; delete one of both"


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
    except TableError as error:
        key = {"path": "csv", "target": "answer"}.get(error.argument, error.argument)
        yield f"data.{key}", f"{error}{REMEDIES.get(error.remedy, '')}"
    except ArgumentError as error:
        # Too few of a kind are laid to what says how many there are.
        few = "csv" if source == "csv" else "n" if known["data.n"] is not None else "test_share"
        yield f"data.{few if error.argument == 'test_share' else error.argument}", str(error)


def question_fits_the_data(known: Known) -> Iterator[Complaint]:
    question, outputs = known["data.question"], known["data.outputs"]
    inputs = dataset_of(known).inputs.shape[1]
    if question is not None and len(question) != inputs + outputs:
        answers = "the right answer" if outputs == 1 else f"{outputs} right answers"
        need = f"{counted(inputs, 'input')} and then {answers}, {inputs + outputs} numbers"
        yield "data.question", f"has {counted(len(question), 'number')}; the data ask for {need}"


def question_agrees_with_the_examples(known: Known) -> Iterator[Complaint]:
    question, data = known["data.question"], dataset_of(known)
    count = data.inputs.shape[1]
    if question is None or len(question) != count + data.targets.shape[1] or (data.targets == data.targets[0]).all():
        return
    same = (data.inputs == np.array(question[:count], dtype=float)).all(axis=1)
    answers = data.targets[same]
    if len(answers) and (answers != np.array(question[count:], dtype=float)).any(axis=1).all():
        yield "data.question", "one of the examples has the same inputs and another answer; give both the same one"


def answers_differ(known: Known) -> Iterator[Complaint]:
    answers = answers_of(known)
    # A single example can be followed step by step; numbers may be all alike.
    if len(answers) > 1 and kind_of(answers) == "binary" and (answers == answers[0]).all():
        source = next(s for s in SOURCES if known[f"data.{s}"] is not None)
        text = f"there is only one class: the right answer is {answers[0, 0]:g} in all {len(answers)} examples"
        yield f"data.{source}", text


def answers_fit_the_loss(known: Known) -> Iterator[Complaint]:
    loss = known["training.loss"]
    wrong = LOSSES[loss].targets(answers_of(known))
    if wrong is None:
        return
    if known["data.csv"] is not None and not known["data.labels"]:
        yield "data.csv", f"{loss} does not fit the data: {wrong}; {_meant(known)}"
        return
    fitting = [name for name, other in LOSSES.items() if other.targets(answers_of(known)) is None]
    yield "training.loss", f"{loss} does not fit the data: {wrong}; write {' or '.join(fitting)}"


def _meant(known: Known) -> str:
    """Return all that has to be changed where a column of a file is taken for a number to be answered."""
    data, answers = dataset_of(known), answers_of(known)
    column, last = data.target_names[0], known["data.answer"] is None
    about = f"{column}, the last column, is taken for the right answer" if last else f"{column} holds numbers"
    kinds = np.unique(answers)
    ways = []
    if answers.shape[1] == 1 and 2 <= len(kinds) <= MOST_KINDS and (kinds == np.round(kinds)).all():
        output, loss = ("sigmoid", "binary_cross_entropy") if len(kinds) == 2 else ("softmax", "cross_entropy")
        wanted = {"network.output": output, "training.loss": loss}
        changes = ["data.labels: true", *(f"{key}: {to}" for key, to in wanted.items() if known[key] != to)]
        ways.append(f"if its numbers name classes, write {', '.join(changes)}")
    if last:
        ways.append("if another column is, name it by data.answer")
    ways.append("if a number is to be found, write training.loss: squared_error and network.output: identity")
    return f"{about}: {'; '.join(ways)}"


def answers_of(known: Known) -> np.ndarray:
    """Return the right answers of all examples, (n, k)."""
    data = dataset_of(known)
    return np.concatenate([data.targets, data.test_targets])


def dataset_of(known: Known) -> Dataset:
    """Return the examples; NotKnown where they cannot be made, which a check of its own says."""
    try:
        return known.dataset()
    except ValueError:
        raise NotKnown from None  # data_can_be_made says so


DATA_CHECKS: tuple[Callable[[Known], Iterator[Complaint]], ...] = (
    data_has_one_source,
    rows_are_equally_long,
    each_source_has_its_keys,
    only_some_datasets_take_classes,
    data_can_be_made,
    question_fits_the_data,
    question_agrees_with_the_examples,
    answers_differ,
    answers_fit_the_loss,
)

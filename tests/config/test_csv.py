"""Tables as people have them: each is read rightly, or refused at its key, with its place and what to write."""

from __future__ import annotations

import pytest

from scenes.config import make_dataset

CLASSES = ("[4]", "[4]\n  output: {}"), ("epochs", "loss: {}\n  epochs")


def about(desk, table: str, *more: str, output: str = "sigmoid", loss: str = "binary_cross_entropy") -> list[str]:
    """Return what is said of a lesson of classes about a table."""
    desk.write(table, "t.csv")
    keys = "\n  ".join(["csv: t.csv", "question: null", *more])
    (old_output, new_output), (old_loss, new_loss) = CLASSES
    return desk.said_about(
        ("dataset: puzzle\n  question: [1, 1, 0, 0]", keys),
        (old_output, new_output.format(output)),
        (old_loss, new_loss.format(loss)),
    )


@pytest.mark.parametrize(
    ("table", "more", "said"),
    [
        (
            "x,y,sex\n1,2,male\n2,1,female\n3,3,NA\n",
            [],
            "7:8: data.csv: t.csv:4: sex: the value is missing ('NA'); write it, or leave such lines out "
            "(data.missing: drop)",
        ),
        (
            "5.1,3.5,setosa\n4.9,3.0,virginica\n",
            [],
            "7:8: data.csv: t.csv:1: the column name '5.1' is a number: is there no line of names? write one, or "
            "name the columns (data.names: [length, width, kind])",
        ),
        (
            "5.1,3.5,setosa\n4.9,3.0,virginica\n",
            ["names: [length, kind]"],
            "9:10: data.names: t.csv:1: expected 2 cells one for each name, got 3",
        ),
        (
            "loudness,noise,kind\n1.0,,a\n2.0,3.1,b\n",
            [],
            "7:8: data.csv: t.csv:2: noise: the value is missing; write it, or leave such lines out "
            "(data.missing: drop)",
        ),
        (
            "n = 1,classes,kind\n1.0,x,a\n2.0,3.1,b\n",
            [],
            "7:8: data.csv: t.csv:2: classes: expected a number, got 'x'; the last column, kind, was taken for the "
            "right answer: name another one (data.answer), or name the inputs (data.inputs)",
        ),
        (
            "x,y,kind\n1.0,2,a\n2.0,3.1,b\n",
            ["answer: knid"],
            "9:11: data.answer: t.csv:1: no column 'knid': did you mean 'kind'?",
        ),
        (
            "x,y,kind\n1.0,2,a\n2.0,3.1,b\n",
            ["inputs: [x, z]"],
            "9:11: data.inputs: t.csv:1: no column 'z': there are x, y, kind",
        ),
        (
            "x,y,kind\n1.0,2,a\n2.0,3.1,b\n",
            ["answer: kind", "outputs: 2"],
            "10:12: data.outputs: data.answer names the one right answer; delete one of both",
        ),
        (
            "Survived,Age,Fare\n0,22,7.25\n1,38,71.28\n",
            [],
            "7:8: data.csv: binary_cross_entropy does not fit the data: expected targets from 0 to 1, got 7.25; "
            "Fare, the last column, is taken for the right answer: if another column is, name it by data.answer; if "
            "a number is to be found, write training.loss: squared_error and network.output: identity",
        ),
        (
            "x,y,Species\n1,2,1\n2,1,2\n3,3,3\n",
            [],
            "7:8: data.csv: binary_cross_entropy does not fit the data: expected targets from 0 to 1, got 2; "
            "Species, the last column, is taken for the right answer: if its numbers name classes, write "
            "data.labels: true, network.output: softmax, training.loss: cross_entropy; if another column is, name it "
            "by data.answer; if a number is to be found, write training.loss: squared_error and network.output: "
            "identity",
        ),
        (
            "x,y,passed\n1,2,1\n2,1,1\n3,3,1\n",
            [],
            "7:8: data.csv: there is only one class: the right answer is 1 in all 3 examples",
        ),
    ],
)
def test_one_line_says_where_and_what_to_write(desk, table, more, said):
    assert about(desk, table, *more) == [f"x.yaml:{said}"]


def test_keys_of_a_table_belong_to_one(desk):
    assert desk.said_about(("dataset: puzzle", "dataset: puzzle\n  answer: a\n  names: [a, b]")) == [
        "x.yaml:8:11: data.answer: only a csv file takes it; delete it or write null",
        "x.yaml:9:10: data.names: only a csv file takes it; delete it or write null",
    ]


def test_what_the_keys_say_is_read(desk):
    desk.write("1;2,5;x\n2;?;y\n3;1;y\n4;1;x\n", "t.csv")
    keys = "csv: t.csv\n  question: null\n  names: [a, b, kind]\n  inputs: [b]\n  answer: kind\n  missing: drop"
    desk.edit(("dataset: puzzle\n  question: [1, 1, 0, 0]", keys))
    data = make_dataset(desk.load().data.model_dump(), desk.folder)
    assert (data.names, data.classes, data.left_out) == (("b",), ("x", "y"), 1)
    assert data.inputs.tolist() == [[2.5], [1], [1]]

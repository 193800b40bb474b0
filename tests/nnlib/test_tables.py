"""CSV: what is read, and the line each mistake is found in."""

import re

import pytest

from nnlib import read_csv


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "data.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_numbers(table):
    data = read_csv(table("a,b,price\n1,2,3\n-4.5,5e-1, 6\n"))
    assert data.names == ("a", "b")
    assert data.target_names == ("price",)
    assert data.inputs.tolist() == [[1, 2], [-4.5, 0.5]]
    assert data.targets.tolist() == [[3], [6]]
    assert data.classes is None


def test_two_labels_become_one_target_and_three_become_three(table):
    two = read_csv(table("a,kind\n1,no\n2,yes\n3,no\n"))
    assert two.classes == ("no", "yes")
    assert two.targets[:, 0].tolist() == [0, 1, 0]
    assert two.target_names == ("kind",)
    three = read_csv(table("a,kind\n1,red\n2,blue\n3,green\n"))
    assert three.classes == three.target_names == ("blue", "green", "red")
    assert three.targets.tolist() == [[0, 0, 1], [1, 0, 0], [0, 1, 0]]


def test_another_target_and_several(table):
    path = table("y,a,b\n1,2,3\n4,5,6\n")
    assert read_csv(path, target="y").inputs.tolist() == [[2, 3], [5, 6]]
    both = read_csv(path, target=["y", "b"])
    assert both.targets.tolist() == [[1, 3], [4, 6]]
    assert both.target_names == ("y", "b")


@pytest.mark.parametrize(
    "text",
    [
        b"\xef\xbb\xbfa;b\n1;2\n",  # a byte order mark and semicolons, as spreadsheets write them
        b"a\tb\r\n1\t2\r\n",
        b"\n a , b \n\n 1 , 2 \n\n",
        b'"a","b"\n"1","2"',
    ],
)
def test_the_ways_tables_are_written(table, text):
    data = read_csv(table(text))
    assert data.names == ("a",)
    assert (data.inputs.tolist(), data.targets.tolist()) == ([[1]], [[2]])


MISTAKES = {
    "an empty file": ("", 1, "empty file"),
    "blank lines only": ("\n\n", 1, "empty file"),
    "a header only": ("a,b\n", 2, "only the header"),
    "one column": ("a\n1\n", 1, "at least two columns"),
    "a name twice": ("a,b,a\n1,2,3\n", 1, "'a' occurs twice"),
    "a column without name": ("a,,b\n1,2,3\n", 1, "column 2 has no name"),
    "no header": ("1,2\n3,4\n", 1, "expected the names of the columns, got the numbers 1, 2"),
    "a bad cell": ("a,b\n1,2\nx,4\n", 3, "a: expected a number, got 'x'"),
    "a bad cell after a blank line": ("a,b\n1,2\n\nx,4\n", 4, "a: expected a number, got 'x'"),
    "a bad cell after a long one": ('a,b\n1,2\n"3\n",4\nx,4\n', 5, "a: expected a number, got 'x'"),
    "a bad target": ("a,b\n1,2\n3,four\n", 3, "b: expected a number, got 'four'"),
    "a missing value": ("a,b\n1,2\n,4\n", 3, "a: the value is missing"),
    "a missing target": ("a,b\n1,2\n3,\n", 3, "b: the value is missing"),
    "a missing label": ("a,b\n1,yes\n3,\n", 3, "b: the value is missing"),
    "a line too short": ("a,b,c\n1,2,3\n4,5\n", 3, "expected 3 cells as in the header, got 2"),
    "a line too long": ("a,b\n1,2\n3,4,5\n", 3, "expected 2 cells as in the header, got 3"),
    "a decimal comma": ("a;b\n0,5;1\n", 2, "a: expected a number, got '0,5'; write a point, not a comma"),
    "not a number": ("a,b\n1,2\nnan,4\n", 3, "a: expected a finite number, got 'nan'"),
    "infinity": ("a,b\n1,2\n3,inf\n", 3, "b: expected a finite number, got 'inf'"),
    "too great": ("a,b\n1,2\n3,1e999\n", 3, "b: expected a finite number, got '1e999'"),
    "underscores": ("a,b\n1,2\n1_000,4\n", 3, "a: expected a number, got '1_000'"),
    "one class only": ("a,b\n1,yes\n2,yes\n", 2, "expected 2 to 100 classes down to line 3, got 1"),
    "an open quote": ('a,b\n1,"2\n3,4\n', 3, "end of data"),
    "not UTF-8": (b"a,b\n1,2\n\xff,4\n", 3, "expected UTF-8 text, got the byte 0xff"),
    "names for classes": ("a,b\n" + "".join(f"1,n{i}\n" for i in range(101)), 2, "got 101"),
}


@pytest.mark.parametrize("what", MISTAKES)
def test_mistakes_name_the_file_and_the_line(what, table):
    text, line, words = MISTAKES[what]
    path = table(text)
    with pytest.raises(ValueError, match=f"^{re.escape(str(path))}:{line}: .*{re.escape(words)}"):
        read_csv(path)


def test_an_unknown_target_suggests_the_nearest(table):
    path = table("height,weight\n1,2\n")
    with pytest.raises(ValueError, match=":1: no column 'wieght': did you mean 'weight'"):
        read_csv(path, target="wieght")
    with pytest.raises(ValueError, match="some columns as inputs and some as targets"):
        read_csv(path, target=["height", "weight"])
    with pytest.raises(FileNotFoundError):
        read_csv(path.with_name("none.csv"))


def test_several_columns_at_the_end_may_be_answers(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("a,b,c\n1,2,3\n4,5,6\n")
    data = read_csv(path, outputs=2)
    assert data.inputs.tolist() == [[1], [4]]
    assert data.target_names == ("b", "c")
    with pytest.raises(ValueError, match="expected some columns as inputs"):
        read_csv(path, outputs=3)


def test_numbers_may_name_classes(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("a,kind\n1,10\n4,2\n5,2\n")
    data = read_csv(path, labels=True)
    assert data.classes == ("2", "10")
    assert data.targets.tolist() == [[1], [0], [0]]

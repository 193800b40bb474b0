"""CSV: what is read, and the line each mistake is found in."""

import re

import pytest

from nnlib import TableError, read_csv


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
    "no header": ("1,2\n3,4\n", 1, "the column name '1' is a number: is there no line of names? write one, or name"),
    "no header, and labels": ("5.1,3.5,Iris\n4.9,3.0,Iris\n", 1, "the column name '5.1' is a number"),
    "a number among names": ("a,2020,b\n1,2,3\n", 1, "the column name '2020' is a number"),
    "a bad cell": ("a,b\n1,2\nx,4\n", 3, "a: expected a number, got 'x'"),
    "a bad cell after a blank line": ("a,b\n1,2\n\nx,4\n", 4, "a: expected a number, got 'x'"),
    "a bad cell after a long one": ('a,b\n1,2\n"3\n",4\nx,4\n', 5, "a: expected a number, got 'x'"),
    "a bad target": ("a,b\n1,2\n3,four\n", 3, "b: expected a number, got 'four'"),
    "a missing value": ("a,b\n1,2\n,4\n", 3, "a: the value is missing"),
    "a missing target": ("a,b\n1,2\n3,\n", 3, "b: the value is missing"),
    "a missing label": ("a,b\n1,yes\n3,\n", 3, "b: the value is missing"),
    "a line too short": ("a,b,c\n1,2,3\n4,5\n", 3, "expected 3 cells as in the header, got 2"),
    "a line too long": ("a,b\n1,2\n3,4,5\n", 3, "expected 2 cells as in the header, got 3"),
    "a decimal comma": ("a\tb\n0,5\t1\n", 2, "a: expected a number, got '0,5'; write 0.5, with a point"),
    "a comma of two meanings": (
        'a,b\n"1,234",1\n',
        2,
        "'1,234'; write 1234 if the comma parts thousands, or 1.234 if",
    ),
    "thousands": ('a,b\n"1,234,567.5",1\n', 2, "got '1,234,567.5'; write 1234567.5 if the comma parts thousands"),
    "points and commas": (
        "a;b\n0,5;1\n1.5;2\n",
        3,
        "a: '1.5' has a point, where other numbers of this file have a comma",
    ),
    "a sign of money": ("a,b\n$5,1\n", 2, "a: expected a number, got '$5'; write 5 alone"),
    "per cent": ("a,b\n50%,1\n", 2, "a: expected a number, got '50%'; write 50 alone"),
    "too large": ("a,b\n1,2\n1e200,4\n", 3, "a: 1e+200 is too large: numbers go up to 1e+09; scale the column"),
    "labels first": (
        "kind,a,b\nx,1,2\ny,2,3\n",
        2,
        "kind: expected a number, got 'x'; the last column, b, was taken for",
    ),
    "two separators": ("a,b;c\n1,2;x\n", 1, "the columns could be parted by , or ;; write sep=, as the first line"),
    "zero bytes": (b"a\0,\0b\0", 1, "a zero byte: this is no text, or UTF-16 that does not say so; save it as CSV"),
    "another encoding": (
        "größe,b\n1,2\n".encode("cp1252"),
        1,
        "the byte 0xf6 (in Windows-1252 it would be 'ö'); save",
    ),
    "UTF-16 cut off": ("a,b\n1,2".encode("utf-16")[:-1], 2, "the text is cut off or damaged"),
    "infinity": ("a,b\n1,2\n3,inf\n", 3, "b: expected a finite number, got 'inf'"),
    "too great": ("a,b\n1,2\n3,1e999\n", 3, "b: expected a finite number, got '1e999'"),
    "underscores": ("a,b\n1,2\n1_000,4\n", 3, "a: expected a number, got '1_000'"),
    "one class only": (
        "a,b\n1,yes\n2,yes\n",
        2,
        "expected 2 to 100 classes down to line 3: there is only one class, 'yes'",
    ),
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


@pytest.mark.parametrize("cell", ["NA", "N/A", "nan", "NaN", "null", "None", "?", "-", "--", "#N/A", "nil", ".", " "])
@pytest.mark.parametrize("column", ["a", "kind"])
def test_a_missing_value_is_neither_a_number_nor_a_class(table, cell, column):
    row = f"{cell},x" if column == "a" else f"3,{cell}"
    path = table(f"a,kind\n1,x\n{row}\n2,y\n")
    with pytest.raises(TableError, match=f":3: {column}: the value is missing") as caught:
        read_csv(path)
    assert (caught.value.line, caught.value.remedy) == (3, "drop_missing")
    data = read_csv(path, drop_missing=True)
    assert (data.left_out, data.inputs.tolist(), data.classes) == (1, [[1], [2]], ("x", "y"))
    # Of a column that has no part in it nothing can be missing.
    path = table("a,b,kind\n1,?,x\n3,2,y\n")
    assert read_csv(path, inputs=["a"]).left_out == 0


def test_only_missing_values_leave_nothing(table):
    with pytest.raises(TableError, match=":1: no example is left: each has a missing value"):
        read_csv(table("a,b\n1,?\n?,2\n"), drop_missing=True)


def test_columns_are_chosen_by_name(table):
    path = table("Survived,Age,Fare\n0,22,7.25\n1,38,71.28\n")
    data = read_csv(path, target="Survived", inputs=["Fare", "Age"])
    assert (data.names, data.target_names) == (("Fare", "Age"), ("Survived",))
    assert data.inputs.tolist() == [[7.25, 22], [71.28, 38]]
    for wrong, told in ((["Far"], "no column 'Far': did you mean 'Fare'"), (["Age", "Age"], "'Age' is named twice")):
        with pytest.raises(TableError, match=told) as caught:
            read_csv(path, inputs=wrong)
        assert caught.value.argument == "inputs"
    with pytest.raises(TableError, match="as inputs and other ones as targets, got Age, Fare and Fare"):
        read_csv(path, inputs=["Age", "Fare"])


def test_a_file_without_names_is_given_some(table):
    path = table("5.1,3.5,setosa\n4.9,3.0,virginica\n")
    data = read_csv(path, names=["length", "width", "kind"])
    assert (data.names, data.classes, len(data)) == (("length", "width"), ("setosa", "virginica"), 2)
    for wrong, told in ((["a", "b"], ":1: expected 2 cells one for each name, got 3"), (["a", "a", "b"], "twice")):
        with pytest.raises(TableError, match=told) as caught:
            read_csv(path, names=wrong)
        assert caught.value.argument == "names"


@pytest.mark.parametrize(
    "text",
    [
        '"Länge, cm";"Breite, cm";Art\n1.5;2.0;rot\n2.0;1.0;blau\n',
        "sep=|\nLänge, cm|Breite, cm|Art\n1.5|2.0|rot\n2.0|1.0|blau\n",
        "sep=;\r\nLänge, cm;Breite, cm;Art\r\n1,5;2;rot\r\n2,0;1;blau\r\n",
        "Länge, cm|Breite, cm|Art\n1.5|2.0|rot\n2.0|1.0|blau\n",
        "Länge, cm;Breite, cm;Art\n1.5;2.0;rot\n2.0;1.0;blau\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_parts_the_columns_is_read_where_it_is_certain(table, text, encoding):
    data = read_csv(table(text.encode(encoding)))
    assert data.names == ("Länge, cm", "Breite, cm") and data.classes == ("blau", "rot")
    assert data.inputs.tolist() == [[1.5, 2], [2, 1]]


def test_an_unknown_target_suggests_the_nearest(table):
    path = table("height,weight\n1,2\n")
    with pytest.raises(ValueError, match=":1: no column 'wieght': did you mean 'weight'"):
        read_csv(path, target="wieght")
    with pytest.raises(ValueError, match="some columns as inputs and other ones as targets"):
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

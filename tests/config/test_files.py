"""Files that are no config: each one clear line, quickly, without eating the memory."""

from __future__ import annotations

import os
import time
import tracemalloc

import pytest

BOMB = 'a: &a ["x", "x"]\n' + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
)
ANCHOR = "anchors (&name) and aliases (*name) are not read; write the value out"
TAG = "tags (!name) are not read; nothing in a config is executed; write the value"
COLON = "a colon where none is expected; put a text that holds one in quotes, and indent each group evenly"
INDENT = "this line does not fit those above; give every key of a group the same indent"
EMPTY = "the file is empty; start from a copy of configs/xor.yaml"
NO_KEYS = "a config is a list of keys with values, such as lesson: xor"


def edited(old: str, new: str, encoding: str = "utf-8"):
    """Return what makes these bytes of a right config."""
    return lambda right: right.replace(old, new).encode(encoding)


NO_CONFIGS = {
    "empty": ("", f"1:1: {EMPTY}"),
    "only a comment": ("# nothing\n\n", f"1:1: {EMPTY}"),
    "null": ("~\n", f"1:1: {NO_KEYS}"),
    "a list": ("- a\n", f"1:1: {NO_KEYS}"),
    "a text": ("hello\n", f"1:1: {NO_KEYS}"),
    "latin-1": (
        edited("A puzzle", "Übung", "latin-1"),
        "2:8: not UTF-8 text; save the file with the encoding UTF-8",
    ),
    "utf-16": (edited("", "", "utf-16"), "1:1: not UTF-8 text; save the file with the encoding UTF-8"),
    "a zero byte": (edited("A puzzle", "A \0"), "2:10: an invisible character (code 0); delete it"),
    "tab as indent": (edited("  hidden", "\thidden"), "10:1: a tab; write spaces instead"),
    "tab after a colon": (edited("hidden: ", "hidden:\t"), "10:10: a tab; write spaces instead"),
    "unclosed list": (
        edited("[4]", "[4"),
        "10:11: this [ is not closed: put commas between its parts and ] behind",
    ),
    "unclosed list at the end": (
        edited("10, 60000]", "10, 60000"),
        "16:10: this [ is not closed: put commas between its parts and ] behind",
    ),
    "unclosed group": (
        edited("[4]", "{a: 4"),
        "10:11: this { is not closed: put commas between its parts and } behind",
    ),
    "closed twice": (edited("[4]", "[4]]"), "10:14: this ] closes nothing; delete it"),
    "unclosed quote": (edited('.2f}"', ".2f}"), "5:10: this text begins with a quote that is never closed"),
    "two colons": (edited("A puzzle", "A: puzzle"), f"2:9: {COLON}"),
    "no colon": (
        edited("title:", "title"),
        "3:1: expected key: value; a colon or a space after it is missing",
    ),
    "less indent": (edited("  epochs", " epochs"), f"13:2: {INDENT}"),
    "more indent": (edited("  epochs", "   epochs"), f"13:10: {COLON}"),
    "percent": (edited("A puzzle", "%a"), "2:8: a value cannot begin with '%'; put it in quotes"),
    "backslash": (
        edited('"What', '"\\d'),
        "4:15: a backslash has a meaning in double quotes; use single quotes",
    ),
    "escape of no character": (
        edited('"What', '"\\UFFFFFFFF'),
        "4:3: what follows is not YAML; compare with configs/xor.yaml",
    ),
    "question mark": (
        edited("A puzzle", "? why"),
        "2:8: a question mark begins here; put a text that starts so in quotes",
    ),
    "bold": (
        edited("A puzzle", "**A** b"),
        "2:9: an & or * begins here; put a text that starts so in quotes",
    ),
    "python tag": (edited("A puzzle", "!!python/object/apply:os.system [ls]"), f"2:8: {TAG}"),
    "python name": (edited("A puzzle", "!!python/name:os.system"), f"2:8: {TAG}"),
    "own tag": (edited("A puzzle", "!foo x"), f"2:8: {TAG}"),
    "standard tag": (edited("A puzzle", "!!str x"), f"2:8: {TAG}"),
    "anchor": (edited("[4]", "&a [4]"), f"10:11: {ANCHOR}"),
    "alias": (edited("A puzzle", "*a"), f"2:8: {ANCHOR}"),
    "alias bomb": (BOMB, f"1:4: {ANCHOR}"),
    "two documents": (
        edited("60000]\n", "60000]\n---\na: 1\n"),
        "17:1: a second document begins here; delete this --- and the rest",
    ),
    "deep list": ("a: " + "[" * 900_000, "1:54: nested more than 50 deep; a config needs three levels"),
    "deep group": ("a: " + "{a: " * 200_000, "1:201: nested more than 50 deep; a config needs three levels"),
    "deep keys": ("? " * 400_000, "1:103: nested more than 50 deep; a config needs three levels"),
    "many values": (
        "a: [" + "1," * 450_000 + "]",
        "1:39999: more than 20,000 values; keep data in a csv file (data.csv)",
    ),
    "many keys": (
        "".join(f"k{i}: 1\n" for i in range(80_000)),
        "10000:8: more than 20,000 values; keep data in a csv file (data.csv)",
    ),
    "long number": (
        edited("60000\np", "9" * 900_000 + "\np"),
        "13:11: training.epochs: a number of 900,000 characters; 30 are enough",
    ),
    "blank lines": ("\n" * 900_000, f"1:1: {EMPTY}"),
}


@pytest.mark.parametrize("name", NO_CONFIGS)
def test_a_text_that_is_no_config_is_one_line_and_quick(desk, name):
    text, line = NO_CONFIGS[name]
    if callable(text):
        desk.edit()
        text = text((desk.folder / "x.yaml").read_text())
    desk.write(text)
    began = time.process_time()
    assert desk.lines() == [f"x.yaml:{line}"]
    assert time.process_time() - began < 2


def test_a_file_of_100_mb_is_refused_unread(desk):
    with open("x.yaml", "wb") as file:
        file.truncate(100_000_000)
    tracemalloc.start()
    began = time.process_time()
    lines = desk.lines()
    seconds, peak = time.process_time() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lines == ["x.yaml:1:1: this file has 100 MB, a config at most 1 MB; keep data in a csv file (data.csv)"]
    assert seconds < 0.5
    assert peak < 1_000_000


def test_an_alias_bomb_takes_no_memory(desk):
    desk.write(BOMB)
    tracemalloc.start()
    assert len(desk.lines()) == 1
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_a_missing_file_names_the_one_that_was_meant(desk):
    desk.edit(name="lesson.yaml")
    assert desk.lines("leson.yaml") == ["leson.yaml:1:1: this file does not exist; did you mean lesson.yaml?"]
    assert desk.lines("q.yaml") == ["q.yaml:1:1: this file does not exist; its folder holds lesson.yaml"]
    assert desk.lines("no/q.yaml") == ["no/q.yaml:1:1: this file does not exist; its folder holds no .yaml file"]


def test_what_is_no_plain_file_is_refused(desk):
    os.mkdir("folder")
    os.mkfifo("pipe.yaml")
    os.symlink("loop.yaml", "loop.yaml")
    assert desk.lines("folder") == ["folder:1:1: this file is a folder; name a config in it, such as folder/xor.yaml"]
    assert desk.lines("pipe.yaml") == ["pipe.yaml:1:1: this file is a device or a pipe, not a plain file"]
    assert desk.lines("/dev/zero") == ["/dev/zero:1:1: this file is a device or a pipe, not a plain file"]
    assert desk.lines("loop.yaml") == ["loop.yaml:1:1: this file cannot be read: too many levels of symbolic links"]


def test_nothing_in_a_config_is_executed(desk):
    assert len(desk.said_about(("A puzzle", "!!python/object/apply:os.mkdir [done]"))) == 1
    desk.edit(("A puzzle", "\"__import__('os').mkdir('done')\""))
    desk.load()
    assert not os.path.exists("done")

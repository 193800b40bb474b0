"""Whatever stands in the file, the answer is a config or mistakes, one line each; never a traceback."""

from __future__ import annotations

import random

import pytest

from scenes.config import ConfigMistakes

PIECES = (
    *":-[]{}\t \n'\"\\!|>%@`#?~,&*",
    *("&a", "*a", "!!", ": ", "<<: ", "? ", "---", "...", "}}", "{x}", "{answer", "null", "true"),
    *("0x", "1e", "1e999", "-.inf", "9" * 40, "\\UFFFFFFFF", "\\x", "\u2028", "\x85", "\x00", "\ufeff", "é"),
    "%YAML 1." + "9" * 5000,
)


@pytest.mark.parametrize("seed", range(4))
def test_a_config_with_anything_in_it(desk, seed):
    rng = random.Random(seed)
    desk.edit()
    right = (desk.folder / "x.yaml").read_text()
    for _ in range(60):
        text = right
        for _ in range(rng.randint(1, 4)):
            start = rng.randrange(len(text) + 1)
            text = text[:start] + rng.choice(PIECES) + text[start + rng.choice((0, 0, 1, 5, 30)) :]
        desk.write(text)
        try:
            desk.load()
        except ConfigMistakes as mistakes:
            lines = str(mistakes).splitlines()
            assert len(lines) == len(mistakes.mistakes)
            assert all(line.startswith("x.yaml:") for line in lines)

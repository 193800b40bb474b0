"""A config written out again: readable, and read back as exactly what it was.

What may stand without quotes is decided by our reader, not by PyYAML: that one would write ``1e-3`` and ``1:30``
without, where the one means a number here and the other a text there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

# A word or some words; what looks like a number or like true, false and nothing is quoted by PyYAML itself.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z_-]*(?: [A-Za-z_-]+)*")


class _Writer(yaml.SafeDumper):
    """Groups in lines of their own, lists in brackets, texts in quotes wherever they could be mistaken."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(writer: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None if _PLAIN.fullmatch(text) else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(writer: yaml.SafeDumper, items: Any) -> yaml.Node:
    rows = any(isinstance(item, (list, tuple, dict)) for item in items)
    return writer.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=not rows)


_Writer.add_representer(str, _text)
_Writer.add_representer(list, _list)
_Writer.add_representer(tuple, _list)


def yaml_text(values: Mapping[str, Any]) -> str:
    """Return plain values as the text of a config, in their order, an empty line before each group."""
    parts = [
        yaml.dump({key: value}, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=2**31)
        for key, value in values.items()
    ]
    grouped = [isinstance(value, dict) for value in values.values()]
    return "".join(
        ("\n" if k and group else "") + part for k, (part, group) in enumerate(zip(parts, grouped, strict=True))
    )

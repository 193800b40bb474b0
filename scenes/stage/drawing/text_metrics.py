"""How wide words stand, and where their lines break."""

from __future__ import annotations

from functools import cache, lru_cache

import cairo

# Sub-pixel metrics: words keep their place and width at every resolution and do not tremble when they move.
SMOOTH = cairo.FontOptions()
SMOOTH.set_hint_style(cairo.HINT_STYLE_NONE)
SMOOTH.set_hint_metrics(cairo.HINT_METRICS_OFF)
SMOOTH.set_antialias(cairo.ANTIALIAS_GRAY)

_MEASURING_SIZE = 100.0


@cache
def _measuring_context(font: str, bold: bool) -> cairo.Context:
    context = cairo.Context(cairo.ImageSurface(cairo.FORMAT_A8, 1, 1))
    context.set_font_options(SMOOTH)
    context.select_font_face(font, cairo.FONT_SLANT_NORMAL, font_weight(bold))
    context.set_font_size(_MEASURING_SIZE)
    return context


def font_weight(bold: bool) -> cairo.FontWeight:
    return cairo.FONT_WEIGHT_BOLD if bold else cairo.FONT_WEIGHT_NORMAL


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, font: str, bold: bool = False) -> float:
    """Return how far ``text`` reaches, in design pixels, set in ``font`` at ``size``."""
    return _measuring_context(font, bold).text_extents(text).x_advance * size / _MEASURING_SIZE


@lru_cache(maxsize=4096)
def lacks(letter: str, font: str) -> bool:
    """Return whether a font, or what stands in for it here, has no such letter: a box would be drawn."""
    glyphs = _measuring_context(font, False).get_scaled_font().text_to_glyphs(0, 0, letter, False)
    return any(glyph.index == 0 for glyph in glyphs)


def wrap(text: str, width: float, size: float, font: str, bold: bool = False) -> list[str]:
    """Break ``text`` into lines of at most ``width`` design pixels, as even as they can be.

    A line break in the text stays one, and a space that does not break parts no lines. A single word wider than
    ``width`` gets a line of its own.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        words = [word for word in paragraph.split(" ") if word]
        greedy = _fill(words, width, size, font, bold)
        if len(greedy) > 1:
            # The narrowest width that needs no further line gives lines of like length.
            low, high = width / len(greedy), width
            for _ in range(12):
                middle = (low + high) / 2
                if len(_fill(words, middle, size, font, bold)) > len(greedy):
                    low = middle
                else:
                    high = middle
            greedy = _fill(words, high, size, font, bold)
        lines += greedy
    return lines


def shortened(text: str, width: float, size: float, font: str, bold: bool = False) -> str:
    """Return ``text``, cut and ended by an ellipsis where it would be wider than ``width`` design pixels."""
    # A hair more: type that was chosen to fill the width exactly fits.
    if text_width(text, size, font, bold) <= width + 0.01:
        return text
    kept = next((k for k in range(len(text) - 1, 0, -1) if text_width(text[:k] + "…", size, font, bold) <= width), 0)
    return text[:kept].rstrip() + "…"


def _fill(words: list[str], width: float, size: float, font: str, bold: bool) -> list[str]:
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size, font, bold) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines

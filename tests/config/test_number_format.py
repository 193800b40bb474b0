"""Numbers on screen have a real minus, and nothing is never below nothing."""

import pytest

from scenes.config import formatted, written


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (-0.251, ".2f", "−0.25"),
        (-0.001, ".2f", "0.00"),
        (-0.001, "+.1f", "0.0"),
        (0.0, "+.1f", "+0.0"),
        (-1234567, ",", "−1,234,567"),
        (0.834, ".0%", "83%"),
        (-0.001, ".0%", "0%"),
        (-0.00001, "g", "−1e−05"),
    ],
)
def test_a_format_of_python_is_written_with_a_real_minus(value, form, text):
    assert formatted(value, form) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.0, "1"), (-1, "−1"), (0.123456, "0.12"), (-12.345678, "−12.35"), (0.000321, "3e−4")],
)
def test_a_number_in_the_table_is_short(value, text):
    assert written(value) == text and len(text) <= 6

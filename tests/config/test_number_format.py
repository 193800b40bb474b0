"""Numbers on screen have a real minus, nothing is never below nothing, and only nothing is written as nothing."""

import math

import pytest

from scenes import config
from scenes.config import formatted

numbers = config.number_format


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
        (0.925, ".0%", "93%"),  # not 92%, as to the nearest even number, beside 92.5%
        (0.925, ".1%", "92.5%"),
        (-0.00001, "g", "−10⁻⁵"),
        (2.5e-7, ".3g", "2.5·10⁻⁷"),
        (1.6e12, ".3g", "1.6·10¹²"),
    ],
)
def test_a_format_of_python_is_written_as_readers_expect(value, form, text):
    assert formatted(value, form) == text


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (1.0, ".0%", "100%"),
        (0.996, ".0%", ">99%"),
        (0.9994, ".1%", "99.9%"),
        (0.99951, ".1%", ">99.9%"),
        (0.0, ".0%", "0%"),
        (0.004, ".0%", "<1%"),
        (0.0004, ".1%", "<0.1%"),
        (0.00004, ".2%", "<0.01%"),
        (0.005, ".0%", "1%"),
    ],
)
def test_only_all_is_all_and_only_nothing_is_nothing(value, form, text):
    assert formatted(value, form) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (1 / 3, "0.333"),
        (0.05249, "0.0525"),
        (0.0005, "0.000500"),
        (-2.044e-5, "−2.04·10⁻⁵"),
        (9.99999, "10.00"),
        (11405.839, "11406"),
        (160000.3, "1.60·10⁵"),
        (-math.inf, "−∞"),
    ],
)
def test_a_number_keeps_three_significant_digits(value, text):
    assert numbers.number(value) == text


@pytest.mark.parametrize("exponent", range(-12, 13))
@pytest.mark.parametrize("digits", [1.0, 1.23456, 5.0, 9.994, 9.9951, 9.99999])
def test_what_is_written_is_the_number_to_three_digits(exponent, digits):
    for value in (digits * 10.0**exponent, -digits * 10.0**exponent):
        text = numbers.number(value).replace("−", "-")
        mantissa, _, power = text.partition("·10")
        power = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
        assert float(f"{mantissa}e{power or 0}") == pytest.approx(value, rel=0.0051, abs=0)
        assert len(text) <= 11


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.12345, "0.123"),
        (0.0381, "0.038"),
        (0.00051, "0.001"),
        (0.00049, "5·10⁻⁴"),
        (-2.04e-5, "−2·10⁻⁵"),
        (9.7e-10, "10⁻⁹"),
        (2.4e-48, "10⁻⁴⁸"),
        (-8e-12, "−10⁻¹¹"),
        (0.0, "0"),
    ],
)
def test_where_there_is_little_room_a_number_is_shorter_and_still_not_nothing(value, text):
    assert numbers.number(value, wide=False) == text


def test_each_place_writes_in_its_own_way():
    assert [numbers.signed(value) for value in (0.5, 0.0, -0.5, 3e-5)] == ["+0.500", "0", "−0.500", "+3.00·10⁻⁵"]
    assert [numbers.short(value) for value in (0.5, 0.0, -0.004, 123.46)] == ["+0.50", "0.00", "0.00", "+123.5"]
    assert [numbers.given(value) for value in (0.05, 1.0, 0.0005, -2e-5, 1e7)] == [
        "0.05",
        "1",
        "0.0005",
        "−2·10⁻⁵",
        "10⁷",
    ]
    assert [numbers.figure(value) for value in (0.0, 0.254, 0.0042, 12345.0)] == ["0.00", "0.25", "4·10⁻³", "10⁴"]
    assert [numbers.tick(value) for value in (0.25, 60000.0, 1e8, 2.5e-6)] == ["0.25", "60,000", "10⁸", "2.5·10⁻⁶"]
    assert [numbers.power_of_ten(value) for value in (2000.0, -1e-3)] == ["2·10³", "−10⁻³"]

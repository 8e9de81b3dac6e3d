"""Decimal texts as certificates print them."""

import decimal


def places_of(uncertainty):
    """How many decimals show two digits of an uncertainty."""
    return max(0, 1 - decimal.Decimal(str(uncertainty)).adjusted())


def fixed(value, places):
    """The value with that many decimals, never with an exponent."""
    step = decimal.Decimal(1).scaleb(-places)
    number = decimal.Decimal(repr(value)).quantize(step)
    return f"{number:f}"


def short(value):
    """The value with two significant digits."""
    return fixed(value, places_of(value)) if value else "0"

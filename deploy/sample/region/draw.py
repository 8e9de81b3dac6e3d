"""Chance that can be repeated."""

import hashlib
import random


def stream(seed, topic):
    """A source of chance of its own for each topic: what one draws does not
    change what another does."""
    return random.Random(f"{seed}/{topic}")


def digest(text):
    """The SHA-256 of a text, in place of a document that nobody wrote."""
    return hashlib.sha256(text.encode()).hexdigest()

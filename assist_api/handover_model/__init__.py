"""Reads a whole talk and says what speaks for a person: the bundled encoder's upper layers, tuned on written talks."""

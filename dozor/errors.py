"""What a person did or has that Dozor cannot work with."""


class SetupError(Exception):
    """Wrong usage or set-up; the text says what is wrong and what to do. Exit code 2."""

"""The one error of the store that people are meant to read."""


class StorageError(Exception):
    """The store cannot be used; the text says why, and what to do about it."""

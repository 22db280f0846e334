"""What the store says where it cannot, or must not, store something."""


class StorageError(Exception):
    """The store cannot be used; the text says why, and what to do about it."""


class DuplicateRecord(Exception):  # noqa: N818  it says what the record is
    """Two pages that are both there claim one record and differ; the text names the other."""


class UnjoinedRecord(Exception):  # noqa: N818  it says what the record is
    """What is said of an application of which nothing tells which it is."""

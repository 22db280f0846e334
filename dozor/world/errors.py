"""What the sample world says when it cannot serve."""


class WorldError(Exception):
    """The world cannot be served as asked; its text is a sentence for the person who asked."""

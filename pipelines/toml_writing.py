"""Writing a value into a person's TOML file, so that it reads back as it was. Pure."""

_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}
_FIRST_PRINTABLE, _DELETE = 0x20, 0x7F


def toml_string(text: str) -> str:
    r"""Write a text as a basic string of TOML 1.0; half a surrogate pair becomes U+FFFD.

    >>> print(toml_string('Сумма "до"\nвычета'))
    "Сумма \"до\"\nвычета"
    """
    return '"' + "".join(_escaped(char) for char in text) + '"'


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if ord(char) < _FIRST_PRINTABLE or ord(char) == _DELETE:
        return f"\\u{ord(char):04X}"
    return "\ufffd" if "\ud800" <= char <= "\udfff" else char

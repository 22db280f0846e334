"""Scrapy settings that a person gives with `-s`, checked before Scrapy stumbles over them."""

import logging
from collections.abc import Mapping, Sequence

from scrapy.utils.project import get_project_settings

from crawler.transport import loopback_target
from dozor.errors import SetupError

_SECONDS = "HOST_DELAY"  # a number, though its default is none


def given_settings(pairs: Sequence[str]) -> dict[str, str]:
    """Read `NAME=VALUE` texts. Raises SetupError for one that is none or cannot be taken."""
    for pair in pairs:
        if "=" not in pair:
            raise SetupError(f"-s {pair}: write it as -s NAME=VALUE")
    given = dict(pair.split("=", 1) for pair in pairs)
    check_settings(given)
    return given


def check_settings(given: Mapping[str, str]) -> None:
    """Raise SetupError for a value that its setting cannot take."""
    defaults = get_project_settings()
    for name, value in given.items():
        default = defaults.get(name)
        is_number = isinstance(default, int | float) and not isinstance(default, bool)
        if (is_number or name == _SECONDS) and not _is_number(value):
            raise SetupError(f"-s {name}={value}: a number of 0 or more is needed")
    if given.get("LOG_LEVEL", "INFO") not in logging.getLevelNamesMapping():
        raise SetupError(f"-s LOG_LEVEL={given['LOG_LEVEL']}: write DEBUG, INFO, WARNING or ERROR")
    try:
        loopback_target(given.get("TRANSPORT_REDIRECT", ""))
    except ValueError as error:
        raise SetupError(f"-s {error}") from error


def _is_number(text: str) -> bool:
    try:
        return 0 <= float(text) < float("inf")
    except ValueError:
        return False

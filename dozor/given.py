"""Scrapy settings that a person gives with `-s`, checked before Scrapy stumbles over them."""

import logging
from collections.abc import Mapping

from scrapy.utils.project import get_project_settings

from crawler.transport import loopback_target
from dozor.errors import SetupError

_SECONDS = "HOST_DELAY"  # a number, though its default is none


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

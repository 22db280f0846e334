"""Sums of money in Russian text, in whole kopecks."""

from pipelines.amounts.fields import parse_amount
from pipelines.amounts.model import Amount
from pipelines.amounts.running import find_amounts

__all__ = ["Amount", "find_amounts", "parse_amount"]

"""Lawful removal: pages withheld from every view, or erased for good."""

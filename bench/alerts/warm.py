"""Loads what each telling needs, once, for the processes that are forked from it."""

import apprise

import bench.alerts.deaths  # noqa: F401

apprise.Apprise.instantiate("json://127.0.0.1")

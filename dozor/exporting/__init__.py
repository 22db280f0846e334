"""Bulk export: one consistent view of the store, streamed into a file or to standard output."""

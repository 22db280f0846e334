"""A public, read-only copy: what plain Datasette shows on a server apart from the crawler."""

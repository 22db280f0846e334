"""News sites."""

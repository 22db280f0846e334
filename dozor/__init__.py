"""The command line, and what happens around crawls."""

"""Dozor killed with SIGKILL at random moments of whole crawls, and what the next run leaves."""

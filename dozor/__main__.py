"""`python -m dozor`."""

from dozor.cli import main

main()

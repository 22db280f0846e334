"""What an article speaks of, as far as its words prove it: regions, organisations, applications."""

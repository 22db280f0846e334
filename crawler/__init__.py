"""The machine that reads the web: sources, discovery, fetching, extraction. It knows no site."""

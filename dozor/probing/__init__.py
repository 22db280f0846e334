"""Looking a site over: what it is, how it names its articles, how well they are read."""

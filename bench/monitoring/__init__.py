"""How well a monitor tells what changed: a hostile world, its written truth, and a score."""

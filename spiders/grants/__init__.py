"""Grant portals."""

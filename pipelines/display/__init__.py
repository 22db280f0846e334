"""How people read what is stored: dates in their own precision, counts, sums."""

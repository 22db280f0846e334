"""Evidence packs: what was received, what was made of it, and the proof that nobody touched it."""

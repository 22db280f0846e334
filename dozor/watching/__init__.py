"""Watches: what happened is matched with what people watch for, and told to them."""

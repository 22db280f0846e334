"""From the site's text to stored rows: pure functions first, storage last."""

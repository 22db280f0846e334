"""From raw records, in the site's own words, to typed records. Pure."""

from pipelines.normalize.articles import normalize_article
from pipelines.normalize.competitions import normalize_competition
from pipelines.normalize.grants import normalize_grant
from pipelines.normalize.whole_visit import normalize_visit

__all__ = ["normalize_article", "normalize_competition", "normalize_grant", "normalize_visit"]

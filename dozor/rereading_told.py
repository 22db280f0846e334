"""What a feed said of an article whose text it gave, read again from the archived feed."""

from collections.abc import Iterable

from crawler.addresses import canonical
from crawler.discovery.found import Found
from crawler.items import Place
from crawler.outcomes import Answer
from crawler.reading import read_answer
from crawler.sources import Source
from crawler.told import Told
from pipelines.storage.rows import Row


def told_again(page: Row, feed: Row, answer: Answer, source: Source) -> Told | None:
    """Give what an entry of a feed, given by its page and answer, states of the article of a page.

    None where the feed cannot be read or names the page no more.
    """
    place = Place(source_id=source.id, url=feed["url"], key=feed["key"], kind=feed["kind"])
    reading = read_answer(place, answer, source)
    found: Iterable[Found] = reading.feed or (reading.listing.found if reading.listing else ())
    named = (entry for entry in found if canonical(entry.url, source) == page["key"])
    return next((entry.told for entry in named if entry.told), None)

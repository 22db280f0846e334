"""The list of projects of a site of results: asked by POST, a page at a time.

Its API takes `take` and `skip` in the body. So that each page of it has an address of its own, here
and in the archive, the address carries a page's number, which the API passes over.
"""

import json

from crawler.discovery.found import Found
from crawler.discovery.listings import Listing, page_number
from crawler.extraction.results import item_address, read_projects

PER_PAGE = 20


def posted(url: str) -> bytes:
    """Give the JSON that the page of the list at an address is asked with.

    >>> posted("https://results.example/get-projects-info?page=3")
    b'{"take": 20, "skip": 40, "searchText": ""}'
    """
    skip = PER_PAGE * ((page_number(url) or 1) - 1)
    return json.dumps({"take": PER_PAGE, "skip": skip, "searchText": ""}).encode()


def read_award(body: bytes, url: str) -> Listing:
    """Read a page of the list. It states no end: the page after the last is empty.

    Raises Unreadable for what is no such list.
    """
    items = [item_address(project, url) for project in read_projects(body)]
    return Listing(
        found=tuple(Found(url=item) for item in items), number=page_number(url), pattern=url
    )

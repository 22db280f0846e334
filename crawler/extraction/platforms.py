"""What a site is made with, told by the marks that its software leaves on every page."""

from functools import lru_cache

from crawler.extraction.page import Page

# Addresses of files and names in scripts, in small letters. The first platform counts of which one
# stands in the markup: those that a page may only mention come last.
_MARKS = {
    "wordpress": ("/wp-content/", "/wp-includes/", "//api.w.org/"),
    "bitrix": ("/bitrix/js/", "/bitrix/cache/", "/bitrix/templates/", "/bitrix/panel/",
               "/upload/iblock/"),
    "dle": ("/engine/classes/", "/engine/modules/", "/engine/ajax/", "dle_root", "dle_skin"),
    "drupal": ("/sites/default/files/", "/sites/all/", "drupal-settings-json", "drupal.settings",
               "/core/misc/drupal"),
    "joomla": ("/media/jui/", "/media/system/js/", "/media/vendor/joomla", "com_content", "com_k2",
               "/components/com_", "joomla-script-options"),
    "tilda": ("static.tildacdn.", "tilda-grid", "tilda-blocks", "tilda-feed", "t-feed__",
              "data-tilda-"),
    "netcat": ("/netcat_files/", "/netcat_template/", "/netcat/modules/"),
    "primamedia": ("soc_invites_block", "news_links_related", "page-fullnews"),
    "modx": ("/assets/components/", "/assets/templates/"),
    "blogger": ("www.blogger.com/static/", "www.blogger.com/feeds/"),
    "ucoz": (".ucoz.net/", ".ucoz.ru/", ".ucoz.com/", "/.s/src/"),
}  # fmt: skip
_GENERATORS = {
    "wordpress": "wordpress", "bitrix": "bitrix", "битрикс": "bitrix", "joomla": "joomla",
    "drupal": "drupal", "datalife": "dle", "tilda": "tilda", "netcat": "netcat", "modx": "modx",
    "ucoz": "ucoz", "blogger": "blogger",
}  # fmt: skip


@lru_cache(maxsize=4)
def platform_of(page: Page) -> str | None:
    """Return the name of the platform (`wordpress, bitrix, dle …`), or None.

    What the page says in `meta name=generator` is believed before the addresses of its files.
    """
    stated = (page.meta("generator") or "").casefold()
    said = (name for word, name in _GENERATORS.items() if word in stated)
    return next(said, None) or platform_of_markup(page.markup)


def platform_of_markup(markup: str) -> str | None:
    """Return the name of the platform by the addresses and names in a page's markup, or None."""
    lowered = markup.lower()
    found = (name for name, marks in _MARKS.items() if any(mark in lowered for mark in marks))
    return next(found, None)

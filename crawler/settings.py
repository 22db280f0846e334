"""Scrapy's settings for every crawl: polite, quiet, archiving.

Dozor's own: DOZOR_DATA (the folder of database and archive), CONTACT (an address for webmasters;
no host outside this machine is crawled without it), HOST_DELAY (seconds between two requests to a
host; None takes each source's own), ALLOW_PRIVATE (lets private addresses be visited),
TRANSPORT_REDIRECT (sends every request to one loopback server), PAGE_STORE and HOST_STORE (classes
with `from_settings` that remember pages and hosts; empty for none), HOST_WAIT (seconds to wait for
a host that another crawl is asking, before it is left to that one), SOURCE_WAIT (seconds that a run
waits for the answers of one source in all, before it leaves the rest to the next run),
ARCHIVE_FILE_BYTES (a WARC file that has reached this size is closed, and the next one begun),
BROWSER (the program that renders pages of sources that need one; empty: Chromium as it is found),
DISK_RESERVE (bytes that stay free on the disk; nothing more is fetched when fewer are left), CARDS
(whose cards of a portal come first, as the store of pages reads it).
"""

import os

from crawler.project import own_setting

VERSION = "0.1.0"

BOT_NAME = "dozor"
SPIDER_MODULES = ["spiders.news", "spiders.grants"]
NEWSPIDER_MODULE = "spiders.news"

DOZOR_DATA = os.environ.get("DOZOR_DATA") or own_setting("data") or "data"
CONTACT = os.environ.get("DOZOR_CONTACT") or own_setting("contact")
HOST_DELAY = None
ALLOW_PRIVATE = False
TRANSPORT_REDIRECT = ""
PAGE_STORE = "pipelines.storage.pages.SqlitePageStore"
HOST_STORE = "pipelines.storage.hosts.SqliteHosts"
HOST_WAIT = 120.0
ARCHIVE_FILE_BYTES = 500 * 1024 * 1024  # files of this size are handled well by the field's tools
SOURCE_WAIT = 600.0
BROWSER = ""
DISK_RESERVE = 0.5e9
CARDS = None

ITEM_PIPELINES = {
    "pipelines.pipeline.NormalizePipeline": 300,
    "pipelines.pipeline.StoragePipeline": 800,
}
DOWNLOAD_HANDLERS = {
    "http": "crawler.transport.RedirectedTransport",
    "https": "crawler.transport.RedirectedTransport",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.guard.GuardMiddleware": 20,
    "crawler.pacing.PacingMiddleware": 30,
    "crawler.leases.LeaseMiddleware": 90,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.RobotsMiddleware": 100,
    "crawler.limits.LimitsMiddleware": 570,
    "crawler.blocks.BlockMiddleware": 580,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.redirects.LoopFreeRedirects": 600,
    "crawler.archiving.ArchiveMiddleware": 860,
}
EXTENSIONS = {"crawler.limits.TypeGate": 0}

# Politeness.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Dozor"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.5
DOWNLOAD_DELAY_JITTER = 0
COOKIES_ENABLED = False
REFERRER_POLICY = "no-referrer"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "ru,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",  # what the standard library can verify in the archive
}

# What can go wrong.
# Names are looked up in threads; a dead name holds one for ten seconds or more, and those behind it
# wait in line. A thousand hosts with a few hundred dead ones are through in half a minute.
REACTOR_THREADPOOL_MAXSIZE = 100
DNS_TIMEOUT = 60
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 50 * 1024 * 1024  # a sitemap's bound; pages have a smaller one
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False  # what arrived is archived, and rejected as cut off
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 500, 502, 503, 504, 522, 524]  # 429 asks to be left alone
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # each failure is a recorded reject
REDIRECT_MAX_TIMES = 8
METAREFRESH_ENABLED = False  # front pages reload themselves this way
HTTPERROR_ALLOW_ALL = True  # every status reaches the spider, which makes a visit of it
URLLENGTH_LIMIT = 0  # long addresses are left out at discovery

# Items of one answer in order, a run's end after its last visit; Scrapy would otherwise make a
# hundred tasks for each answer.
CONCURRENT_ITEMS = 1

# Quiet.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
LOG_LEVEL = "WARNING"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False

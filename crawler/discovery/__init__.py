"""Where pages are found: pure readers of feeds, sitemaps and listings. They import no Scrapy."""

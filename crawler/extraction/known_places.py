"""Where each platform is known to keep the parts of an article, in its own and usual themes.

Most are from a survey of 937 Russian news sites (2020); names of classes age well.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from crawler.sources import Selectors

PLACES: Final[Mapping[str, Selectors]] = MappingProxyType(
    {
        "wordpress": Selectors(
            title=(".entry-title", ".post-title", ".jeg_post_title", ".tdb-title-text"),
            body=(
                ".elementor-widget-theme-post-content", ".td-post-content", "#mvp-content-main",
                ".jeg_content .content-inner", ".entry-content", ".post-content-inner",
                ".post-content", ".single-content", ".wp-block-post-content",
            ),
            published=(
                "time.entry-date.published", "time.entry-date", "time.published", ".jeg_meta_date",
                ".post-meta time", ".entry-meta time", ".entry-date", ".posted-on", ".post-date",
            ),
            modified=("time.updated:not(.published)", "time.modified"),
            author=(
                ".entry-meta .author .fn", ".byline .author", ".byline .fn", ".author.vcard",
                ".post-author-name", ".jeg_meta_author a", ".entry-author",
                ".td-post-author-name a",
            ),
            section=(
                ".cat-links a", ".entry-category a", ".jeg_meta_category a", ".post-categories a",
                "a[rel~=category]", ".entry-categories a", ".td-category a",
            ),
            tags=(".tags-links a", ".post-tags a", ".tag-links a", ".jeg_post_tags a",
                  ".td-tags a", ".entry-tags a", "a[rel=tag]"),
            image=(".post-thumbnail img", ".entry-thumbnail img", "img.wp-post-image",
                   ".elementor-widget-theme-post-featured-image img"),
            drop=(".mistape_caption", ".sharedaddy", ".yarpp-related", ".post-views"),
        ),
        "bitrix": Selectors(
            title=(".news-detail h1", ".news-detail h3", ".bx-newsdetail-title"),
            body=(
                ".news-detail__text", ".news-detail-text", ".news-detail .detail-text",
                ".news-detail .detail_text", ".main-block-detail-text", ".detail-block-detail-text",
                ".bx-newsdetail-content", ".news-detail", ".article-detail", ".detail_text",
                ".detail-text",
            ),
            published=(".news-date-time", ".news-detail__date", ".bx-newsdetail-date",
                       ".news-detail .date", ".detail-date", ".news-date"),
            author=(".news-detail .author", ".news-detail__author"),
            section=(".news-detail__section a", ".news-detail .section a"),
            tags=(".news-detail__tags a", ".news-detail .tags a"),
            image=("img.detail_picture", ".news-detail__image img", ".bx-newsdetail-img img"),
            drop=(".news-detail-share", ".news-detail__share", ".news-date-time"),
        ),
        "joomla": Selectors(
            title=(".item-page .page-header h1", ".item-page .page-header h2", ".item-page h1",
                   ".item-page h2", ".itemTitle"),
            body=(
                ".item-page [itemprop=articleBody]", ".com-content-article__body",
                ".item-page .article-content", ".itemIntroText, .itemFullText", ".itemBody",
                ".item-page",
            ),
            published=("dd.published time", ".published time", "dd.create time", ".itemDateCreated",
                       "dd.published", "dd.create", ".createdate"),
            modified=("dd.modified time", ".modified time", ".itemDateModified", "dd.modified"),
            author=("dd.createdby", ".createdby", ".itemAuthor a"),
            section=("dd.category-name a", ".category-name a", ".itemCategory a"),
            tags=("ul.tags a", ".tags a", ".itemTags a"),
            image=(".item-image img", ".itemImage img", ".com-content-article__image img"),
            drop=(".article-info", ".icons", ".pager", ".pagenav", ".page-header", ".item-image",
                  ".itemHeader", ".itemToolbar", ".itemLinks", "ul.tags"),
        ),
        "dle": Selectors(
            title=(".full-story h1", ".fstory h1", "#dle-content h1", "#dle-content h2"),
            body=(".full-text", ".full_text", ".fullstory-text", ".fstory-text", ".story-text",
                  "div[id^=news-id-]", ".full-story__text", ".fullstory"),
            published=(".full-date", ".fstory-date", ".full-story time", ".story-date",
                       "#dle-content time", ".full-info .date", "#dle-content .date"),
            author=(".full-author", ".story-author"),
            section=(".full-category a", ".full-cat a", ".story-cat a", ".fstory-cat a"),
            tags=(".full-tags a", ".story-tags a", ".fstory-tags a", ".tags a"),
            image=(".full-img img", ".fullstory img", ".full-text img"),
            drop=(".rating", ".full-tags", ".related-news", ".full-date"),
        ),
        "drupal": Selectors(
            title=("h1.page-title", "h1#page-title", ".node-title"),
            body=(".field-name-body .field-item", ".field--name-body", ".node .text-article",
                  ".node__content .field--type-text-with-summary"),
            published=(
                '[property~="dc:date"]::attr(content)', ".node__submitted time", ".submitted time",
                ".field--name-created time", ".field--name-created", ".date-display-single",
                ".submitted",
            ),
            section=(".field-name-field-rubric a", ".field--name-field-rubric a",
                     ".field-name-field-category a", ".field--name-field-category a",
                     ".field-name-field-section a", ".field--name-field-section a"),
            tags=(".field-name-field-tags a", ".field--name-field-tags a"),
            author=(".field-name-field-author .field-item", ".field--name-field-author"),
            image=(".field-name-field-image img", ".field--name-field-image img"),
        ),
        "tilda": Selectors(
            title=(".js-feed-post-title", ".t-feed__post-popup__title"),
            body=(".js-feed-post-text", ".t-feed__post-popup__text", "#feed-text"),
            published=(".js-feed-post-date", ".t-feed__post-popup__date"),
            author=(".js-feed-post-author-name", ".t-feed__post-popup__author-name"),
            tags=(".js-feed-post-parts a", ".t-feed__post-popup__tag-wrapper .t-feed__post-tag"),
            image=(".js-feed-post-image::attr(data-original)", ".t-feed__post-popup__img"),
        ),
        "primamedia": Selectors(
            body=(".page-fullnews .page-content", ".page-fullnews"),
            drop=(".soc_invites_block", ".soc_invites_block ~ *", ".news_links_related",
                  ".news_links_related ~ *"),
        ),
        "blogger": Selectors(
            title=(".post-title",),
            body=(".post-body",),
            published=("abbr.published::attr(title)", "time.published::attr(datetime)",
                       "h2.date-header"),
            author=(".post-author .fn",),
            tags=(".post-labels a",),
        ),
        "ucoz": Selectors(
            title=(".eTitle",), body=(".eMessage", ".eText"), drop=(".eDetails", ".eRating")
        ),
    }
)  # fmt: skip

"""An article's page as each of ten platforms prints it, and what must be read from it."""

from functools import cache
from pathlib import Path
from string import Template

from sample_stories import Story

Fields = dict[str, object]
_TEMPLATES = Path(__file__).parent / "platforms"
_MONTHS = ("", "января", "февраля", "марта")
_UPDATED = "2026-03-02T08:00:00+00:00"
_SELO, _DOM = "село", "дом"


def printed(platform: str, story: Story) -> str:
    """Give the article's part of a page."""
    paragraphs = [f"<p>{text}</p>" for text in story.paragraphs]
    return _template(platform).substitute(
        title=story.title,
        number=story.number,
        section=story.section,
        section_name=story.section_name,
        iso=_iso(story),
        dotted=_dotted(story),
        worded=_worded(story),
        first="".join(paragraphs[:2]),
        rest="".join(paragraphs[2:]),
        broken="<br><br>".join(story.paragraphs),
    )


@cache
def _template(platform: str) -> Template:
    return Template((_TEMPLATES / f"{platform}.html").read_text(encoding="utf-8"))


def shown(platform: str, story: Story) -> Fields:
    """Give what the template shows beyond title and text, in the site's own words."""
    section = story.section_name
    fields: dict[str, Fields] = {
        "wordpress": {
            "published": _iso(story),
            "modified": _UPDATED,
            "authors": ("Анна Речная",),
            "section": section,
            "tags": (_SELO, _DOM),
            "image_url": f"https://wordpress.example/wp-content/uploads/{story.number}.jpg",
        },
        "bitrix": {
            "published": _dotted(story),
            "image_url": f"https://bitrix.example/upload/iblock/{story.number}.jpg",
        },
        "joomla": {
            "published": _iso(story),
            "authors": ("Пётр Полевой",),
            "section": section,
            "tags": (_SELO,),
        },
        "dle": {"published": _dotted(story), "section": section, "tags": (_SELO,)},
        "drupal": {
            "published": _iso(story),
            "tags": (_SELO, _DOM),
            "image_url": f"https://drupal.example/sites/default/files/{story.number}.jpg",
        },
        "tilda": {"published": _worded(story)},
        "netcat": {"published": _dotted(story)},
        "primamedia": {"published": _worded(story)},
        "modx": {"published": _dotted(story), "tags": (_SELO,)},
        "ucoz": {"published": story.when.strftime("%Y-%m-%d")},
    }
    return fields[platform]


def _iso(story: Story) -> str:
    return story.when.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _dotted(story: Story) -> str:
    return story.when.strftime("%d.%m.%Y %H:%M")


def _worded(story: Story) -> str:
    return f"{story.when.day} {_MONTHS[story.when.month]} {story.when:%Y, %H:%M}"

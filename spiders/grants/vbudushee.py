"""«Вклад в будущее»: grants of a charitable foundation, on a host with a Latin name."""

from crawler.portal import PortalSpider, portal


class Vbudushee(PortalSpider):
    """The engine's usual addresses."""

    name = "vbudushee"
    source = portal(id=name, title="Вклад в будущее", host="grant.vbudushee.ru")

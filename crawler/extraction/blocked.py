"""The pages that protections put in front of a site. They are reported, never evaded."""

import re

# What each serves in place of a page: its title, the script that checks the reader, its words.
_TITLES = {
    "DDoS-Guard": r"ddos-guard",
    "Cloudflare": r"just a moment|attention required! \| cloudflare|один момент",
    "Qrator": r"qrator",
    "SmartCaptcha": r"вы не робот\??|are you not a robot\?|капча|captcha",
    "ServicePipe": r"servicepipe",
    # News begins with such words too: «403 семьи получили», «Доступ ограничен на мост».
    "forbidden": r"(?:(?:error|ошибка) )?403(?:\s*[-–—:|.,(].*"
    r"|\s+(?:error|ошибка|forbidden|access|доступ|запрещ[её]н).*)?"
    r"|forbidden|access (?:is )?denied"
    r"|доступ (?:к сайту )?(?:запрещ[её]н|ограничен)(?:\s*[-–—:|.,(].*"
    r"|\s+(?:администрат|владельц|правил|(?:для|с|из) ваш).*)?",
}
_MARKS = {
    "DDoS-Guard": r"/\.well-known/ddos-guard/|check\.ddos-guard\.net",
    # The script of the box that any form may have is no check of the reader of a page.
    "Cloudflare": r"challenges\.cloudflare\.com/(?!turnstile/v\d+/api\.js)"
    r"|cf-browser-verification|cf[-_]chl[-_]"
    r"|/cdn-cgi/challenge-platform/\S{0,40}orchestrate",
    "Qrator": r"/__qrator/|qauth\.js|qrator_jsr",
    "SmartCaptcha": r"smartcaptcha\.(?:yandexcloud|cloud\.yandex)|/showcaptcha|smart-captcha",
    "ServicePipe": r"servicepipe\.(?:ru|tech)|sp_rotated_captcha|id_captcha_frame_div|/exhkqyad",
}
_WORDS = {
    "DDoS-Guard": r"ddos protection by ddos-guard|ddos-guard.{0,80}проверк",
    "SmartCaptcha": r"подтвердите, что запросы отправляли вы",
    "Cloudflare": r"verify(?:ing)? you are (?:a )?human|ddos protection by cloudflare",
    "Qrator": r"(?:access|доступ).{0,120}qrator",
    "captcha": r"докажите, что вы не робот|проверяем ваш браузер|checking your browser before",
}
_RELOADS = re.compile(
    r"document\.cookie\s*=.{0,400}?\blocation(?:\.reload\b|\.href\s*=|\.replace\b|\s*=)",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = 200
"""Visible characters below which a page that sets a cookie and loads itself again is a check."""
_LONGEST = 1500
"""Visible characters beyond which a page is a page, whatever scripts it has."""


def protection(markup: str, title: str = "", headline: str = "", visible: int = 0) -> str | None:
    """Return the name of the protection whose page this is, or None.

    `markup` is the decoded text, `title` the content of its title element, `headline` its h1,
    `visible` the number of characters that a reader sees.
    """
    if visible > _LONGEST:
        return None
    named = _first(_TITLES, r"^\W*(?:{})[\s.…!]*$", title.strip())
    if named or (headline and headline.casefold() in title.casefold()):
        return named
    if visible < _NOTHING and _RELOADS.search(markup):
        return "cookie check"
    return _first(_MARKS, "{}", markup) or _first(_WORDS, "{}", markup)


def _first(patterns: dict[str, str], form: str, text: str) -> str | None:
    found = (
        name
        for name, pattern in patterns.items()
        if re.search(form.format(pattern), text, re.IGNORECASE | re.DOTALL)
    )
    return next(found, None)

"""The pages that protections put in front of a site. They are reported, never evaded."""

import re

# By what each serves in place of a page: the words a reader sees, or the script that checks him.
_TITLES = {
    "DDoS-Guard": r"ddos-guard",
    "Cloudflare": r"just a moment|attention required! \| cloudflare|один момент|checking your browser",
    "Qrator": r"qrator",
    "SmartCaptcha": r"вы не робот\??|ой!|are you not a robot\?|oops!|капча|captcha",
    "ServicePipe": r"servicepipe",
    "forbidden": r"(?:error )?403\b.*|(?:403 )?forbidden|доступ (?:к сайту )?(?:запрещ[её]н|ограничен).*|access denied",
}
_MARKS = {
    "DDoS-Guard": r"/\.well-known/ddos-guard/|check\.ddos-guard\.net|ddos-guard\.(?:net|ru)/(?:check|js)",
    "Cloudflare": r"challenges\.cloudflare\.com|cf-browser-verification|cf[-_]chl[-_]|/cdn-cgi/challenge-platform",
    "Qrator": r"/__qrator/|qauth\.js|qrator_jsr",
    "SmartCaptcha": r"smartcaptcha\.(?:yandexcloud|cloud\.yandex)|/showcaptcha|smart-captcha|checkbox-captcha",
    "ServicePipe": r"servicepipe\.(?:ru|tech)|sp_rotated_captcha|/exhkqyad|spsn=|spsc=",
}
_WORDS = {
    "DDoS-Guard": r"проверка (?:вашего )?браузера.{0,200}ddos-guard|ddos protection by ddos-guard",
    "SmartCaptcha": r"подтвердите, что запросы отправляли вы|я не робот",
    "Cloudflare": r"verify(?:ing)? you are (?:a )?human|ddos protection by cloudflare",
    "Qrator": r"(?:access|доступ).{0,120}qrator",
    "ServicePipe": r"servicepipe",
    "captcha": r"докажите, что вы не робот|проверяем ваш браузер|checking your browser before",
}
_LONGEST = 1500
"""Visible characters beyond which a page is a page, whatever scripts it has."""


def protection(markup: str, title: str = "", visible: int = 0) -> str | None:
    """Return the name of the protection whose page this is, or None.

    `markup` is the decoded text, `title` the content of its title element, `visible` the number
    of characters that a reader sees.
    """
    if visible > _LONGEST:
        return None
    for name, pattern in _TITLES.items():
        if re.fullmatch(rf"\W*(?:{pattern})[\s.…!]*", title.strip(), re.IGNORECASE):
            return name
    for patterns in (_MARKS, _WORDS):
        for name, pattern in patterns.items():
            if re.search(pattern, markup, re.IGNORECASE | re.DOTALL) and "<article" not in markup:
                return name
    return None

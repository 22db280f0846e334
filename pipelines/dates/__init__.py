"""Russian dates as news sites and grant portals write them, read as far as they are known.

>>> from datetime import datetime
>>> def read(text, prefer="past"):
...     value = parse_date(
...         text, reference=datetime(2024, 2, 14, 12), timezone="Europe/Moscow", prefer=prefer
...     )
...     return (value.edtf, value.precision) if value else None

Nothing is invented: a month is a month, a clock time without a date is the reference's day, what
Russian usage does not settle is None. EDTF (ISO 8601-2) has no minutes and hours, so these are
written with zeros: `precision` says how much is known.

>>> read("декабрь 2021"), read("2014 г"), read("XX век"), read("90-е годы")
(('2021-12', 'month'), ('2014', 'year'), ('19XX', 'century'), ('199X', 'decade'))
>>> read("13:47, 24 декабря 2021"), read("в 9 утра 24 декабря 2021")
(('2021-12-24T13:47:00+03:00', 'minute'), ('2021-12-24T09:00:00+03:00', 'hour'))
>>> read("20-е годы"), read("31 февраля 2024"), read("03/15/2024"), read("2000 лет")
(None, None, None, None)

A length of time is no moment, a day that comes again and again no day, and a period that ends
before it begins nothing at all.

>>> read("два часа"), read("каждый вторник"), read("пн-пт"), read("15.03.2024-01.03.2024")
(None, None, None, None)
>>> read("в два часа")
('2024-02-14T02:00:00+03:00', 'hour')

A missing year (or month) is the last one that has begun, or with `prefer="future"` the next one
that has not ended; a weekday beside it may choose another. Two figures of a year lie at most ten
years ahead.

>>> read("15 марта"), read("15 марта", "future"), read("понедельник, 15 апреля")
(('2023-03-15', 'day'), ('2024-03-15', 'day'), ('2024-04-15', 'day'))
>>> read("31.12.33"), read("31.12.86")
(('2033-12-31', 'day'), ('1986-12-31', 'day'))

A bare weekday is the last one, today included (or the next one). «Прошлый» and «следующий» count
calendar weeks, months, years; «минувший» is the last there was, «ближайший» the next there will
be. Counting back and forth knows no more than its smallest unit. A day without a clock time stays
a day, whatever part of it is named.

>>> read("в среду"), read("в прошлый вторник"), read("в минувший вторник")
(('2024-02-14', 'day'), ('2024-02-06', 'day'), ('2024-02-13', 'day'))
>>> read("3 часа назад"), read("неделю назад"), read("через год"), read("вчера вечером")
(('2024-02-14T09:00:00+03:00', 'hour'), ('2024-02-05/2024-02-11', 'week'), ('2025', 'year'), \
('2024-02-13', 'day'))

A week, which EDTF does not have, is the interval of its days. An end is inside its period;
either end may be open; the hours of a period's ends are left out, as EDTF has dates alone there
(`find_deadline` keeps them).

>>> read("с 28 декабря 2023 по 9 января"), read("июль–август 2024")
(('2023-12-28/2024-01-09', 'period'), ('2024-07/2024-08', 'period'))
>>> read("до 18:00 15 марта 2024"), read("с 1 февраля"), read("в ночь на 15 марта")
(('../2024-03-15', 'period'), ('2024-02-01/..', 'period'), ('2023-03-14/2023-03-15', 'period'))
>>> read("3-й квартал 2024"), read("летом 2023"), read("I полугодие 2024")
(('2024-35', 'quarter'), ('2023-22', 'season'), ('2024-40', 'half'))

«Около» and «предположительно» are EDTF's «~» and «?»; an hour that is only about right leaves its
minutes out.

>>> read("около 2010 года"), read("предположительно в мае 2024"), read("15 мая около 18:30")
(('2010~', 'year'), ('2024-05?', 'month'), ('2023-05-15T18:00:00+03:00', 'hour'))

Zones that are named go before the site's own; where the clock was turned back, one time is two
instants and `utc` is None. A field that holds several dates means the one of publication.

>>> read("15 марта 2024 18:00 (МСК+6)"), read("2024-03-15T18:00Z")
(('2024-03-15T18:00:00+09:00', 'minute'), ('2024-03-15T18:00:00Z', 'minute'))
>>> read("11:35 22.10.2025 (обновлено: 12:40 22.10.2025)")
('2025-10-22T11:35:00+03:00', 'minute')
>>> read("18:5517.11.2024"), read("22.12.2021 22:10|ПсковКомментариев: 0"), read("май 2024|Псков")
(('2024-11-17T18:55:00+03:00', 'minute'), ('2021-12-22T22:10:00+03:00', 'minute'), \
('2024-05', 'month'))
"""

from pipelines.dates.deadlines import find_deadline
from pipelines.dates.edtf import bounds
from pipelines.dates.reader import find_dates, parse_date
from pipelines.dates.values import DateValue, Deadline

__all__ = ["DateValue", "Deadline", "bounds", "find_dates", "find_deadline", "parse_date"]

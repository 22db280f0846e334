r"""Sums of money in Russian text, in whole kopecks.

A small grammar over words and figures, with tables of currencies, scales and bounds; nothing
is cached and no input raises. Conventions, where Russian usage leaves a choice:

- «1,234» or «1.234» is a thousand and more where a currency follows without a scale, a decimal
  where a scale follows, and unread where neither does.
- What is no whole number of kopecks is refused, never rounded.
- A bracket that repeats the number must agree with it, else nothing is read.
- «свыше» and «от» set the minimum, «до», «менее» and «не более» the maximum; strict and
  inclusive are not told apart. After a verb of change «до 5 млн» is the new value.
- «от 100 до 500 тысяч» shares its scale where the first number is the smaller as written.
- Signs and nouns that several countries share («¥», «крона») leave the currency null.
- In running text a small figure with two or four decimals after a sign («$ 93,29»), in a row of
  such or after «курс», is a rate of exchange, and no amount; so is what one unit of a foreign
  currency did («доллар подорожал до 93,5 рубля»).

>>> def show(amount):
...     if amount is None:
...         return None
...     about = "~" if amount.approximate else ""
...     return f"{about}{amount.minimum}..{amount.maximum} {amount.currency}"

Figures, with the spaces and marks in use:

>>> show(parse_amount("2\u00a0201\u00a0600,00 ₽"))
'220160000..220160000 RUB'
>>> show(parse_amount("999 999 999.99"))
'99999999999..99999999999 None'
>>> show(parse_amount("1,9 млн руб."))
'190000000..190000000 RUB'
>>> show(parse_amount("124 451 рубль 50 копеек"))
'12445150..12445150 RUB'
>>> show(parse_amount("1,234")), show(parse_amount("1,234 руб.")), show(parse_amount("0,125 руб."))
(None, '123400..123400 RUB', None)

Words, repetitions, look-alikes, labels:

>>> show(parse_amount("двести пятьдесят тысяч рублей 50 копеек"))
'25000050..25000050 RUB'
>>> show(parse_amount("3 000 000 (трех миллионов) рублей"))
'300000000..300000000 RUB'
>>> show(parse_amount("3 000 000 (триста тысяч) рублей")) is None
True
>>> show(parse_amount("20 т. p.")), show(parse_amount("Сумма (тыс. руб.): 1 250,5"))
('2000000..2000000 RUB', '125050000..125050000 RUB')

Ranges, bounds, approximation:

>>> show(parse_amount("от 300 тысяч до 1 миллиона рублей"))
'30000000..100000000 RUB'
>>> show(parse_amount("не более $5 млн")), show(parse_amount("чуть более 5 млн рублей"))
('None..500000000 USD', '~500000000..None RUB')

Running text:

>>> [show(a) for a in find_amounts("Зарплата выросла с 50 до 60 тысяч рублей, на 20 %.")]
['5000000..5000000 RUB', '6000000..6000000 RUB']
>>> [show(a) for a in find_amounts("Грант в 3 млн помог 3 млн человек.")]
['300000000..300000000 None']
>>> find_amounts("Тел. 8 (800) 200-30-40, ст. 158, № 44-ФЗ, 24.04 $ 93,29 € 99,56, ИНН 7707083893")
[]
>>> find_amounts("Доллар подорожал до 93,5 рубля, евро прибавил 30 копеек.")
[]
"""

from pipelines.amounts.fields import parse_amount
from pipelines.amounts.model import Amount
from pipelines.amounts.running import find_amounts

__all__ = ["Amount", "find_amounts", "parse_amount"]

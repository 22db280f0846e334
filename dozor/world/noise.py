"""What differs on a page from day to day without meaning anything. The same on every machine."""

from zlib import crc32


def draw(seed: str, day: int, below: int) -> int:
    """Give a number from 0 to below that a seed and a day decide."""
    return crc32(f"{seed}/{day}".encode()) % below


def views(seed: str, day: int) -> int:
    """Count the readers of something: more every day."""
    return sum(17 + draw(seed, past, 400) for past in range(day + 1))


def rates(day: int) -> tuple[str, str]:
    """Give the day's rates of dollar and euro as Russian sites write them."""
    dollar, euro = 7_900 + draw("usd", day, 300), 9_200 + draw("eur", day, 300)
    return f"{dollar // 100},{dollar % 100:02}", f"{euro // 100},{euro % 100:02}"


def clock(seed: str, day: int) -> str:
    """Give a clock time for a ticker."""
    minutes = draw(seed, day, 24 * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"

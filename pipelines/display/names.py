"""The names of months and of the other parts of a year and of the centuries."""

MONTHS = {
    "ru": (
        "январь", "февраль", "март", "апрель", "май", "июнь",
        "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip

OF_MONTHS = {
    "ru": (
        "января", "февраля", "марта", "апреля", "мая", "июня",
        "июля", "августа", "сентября", "октября", "ноября", "декабря",
    ),
    "en": MONTHS["en"],
}  # fmt: skip

# EDTF (ISO 8601-2): 21–24 seasons, 33–36 quarters, 40 and 41 half years.
PARTS = {
    "ru": {
        21: "весна", 22: "лето", 23: "осень", 24: "зима",
        33: "I квартал", 34: "II квартал", 35: "III квартал", 36: "IV квартал",
        40: "первое полугодие", 41: "второе полугодие",
    },
    "en": {
        21: "spring", 22: "summer", 23: "autumn", 24: "winter",
        33: "first quarter", 34: "second quarter", 35: "third quarter", 36: "fourth quarter",
        40: "first half of", 41: "second half of",
    },
}  # fmt: skip

CENTURIES = {
    "ru": {
        16: "XVI", 17: "XVII", 18: "XVIII", 19: "XIX", 20: "XX", 21: "XXI",
    },
    "en": {
        16: "16th", 17: "17th", 18: "18th", 19: "19th", 20: "20th", 21: "21st",
    },
}  # fmt: skip

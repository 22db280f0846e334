"""Regions of Russia: from the first digits of a registration number, or from a name, to a code.

The codes are those of ISO 3166-2:RU. An INN begins with the tax office's region; digits 4 and 5 of
an OGRN or OGRNIP are the region whose register gave it (order 165н of the ministry of finance).
Both tell where an organisation was registered, not where it works. Numbers of regions without a
code of their own in the standard (91, 92, 93 to 95, 99) name none.
"""

from typing import Final

from pipelines.text import fold, fold_lookalikes

_TABLE: Final = """
01 RU-AD адыгея|02 RU-BA башкортостан|03 RU-BU бурятия|04 RU-AL алтай|05 RU-DA дагестан
06 RU-IN ингушетия|07 RU-KB кабардино-балкарская|08 RU-KL калмыкия|09 RU-KC карачаево-черкесская
10 RU-KR карелия|11 RU-KO коми|12 RU-ME марий эл|13 RU-MO мордовия|14 RU-SA саха (якутия)
15 RU-SE северная осетия - алания|16 RU-TA татарстан|17 RU-TY тыва|18 RU-UD удмуртская
19 RU-KK хакасия|20 RU-CE чеченская|21 RU-CU чувашская - чувашия|22 RU-ALT алтайский
23 RU-KDA краснодарский|24 RU-KYA красноярский|25 RU-PRI приморский|26 RU-STA ставропольский
27 RU-KHA хабаровский|28 RU-AMU амурская|29 RU-ARK архангельская|30 RU-AST астраханская
31 RU-BEL белгородская|32 RU-BRY брянская|33 RU-VLA владимирская|34 RU-VGG волгоградская
35 RU-VLG вологодская|36 RU-VOR воронежская|37 RU-IVA ивановская|38 RU-IRK иркутская
39 RU-KGD калининградская|40 RU-KLU калужская|41 RU-KAM камчатский|42 RU-KEM кемеровская
43 RU-KIR кировская|44 RU-KOS костромская|45 RU-KGN курганская|46 RU-KRS курская
47 RU-LEN ленинградская|48 RU-LIP липецкая|49 RU-MAG магаданская|50 RU-MOS московская
51 RU-MUR мурманская|52 RU-NIZ нижегородская|53 RU-NGR новгородская|54 RU-NVS новосибирская
55 RU-OMS омская|56 RU-ORE оренбургская|57 RU-ORL орловская|58 RU-PNZ пензенская
59 RU-PER пермский|60 RU-PSK псковская|61 RU-ROS ростовская|62 RU-RYA рязанская
63 RU-SAM самарская|64 RU-SAR саратовская|65 RU-SAK сахалинская|66 RU-SVE свердловская
67 RU-SMO смоленская|68 RU-TAM тамбовская|69 RU-TVE тверская|70 RU-TOM томская|71 RU-TUL тульская
72 RU-TYU тюменская|73 RU-ULY ульяновская|74 RU-CHE челябинская|75 RU-ZAB забайкальский
76 RU-YAR ярославская|77 RU-MOW москва|78 RU-SPE санкт-петербург|79 RU-YEV еврейская
83 RU-NEN ненецкий|86 RU-KHM ханты-мансийский - югра|87 RU-CHU чукотский
89 RU-YAN ямало-ненецкий
"""
_ROWS: Final = [row.split(" ", 2) for row in _TABLE.strip().replace("\n", "|").split("|")]
_BY_NUMBER: Final = {number: code for number, code, _ in _ROWS}
_BY_NAME: Final = {name.replace(" - ", " "): code for _, code, name in _ROWS} | {
    "якутия": "RU-SA", "саха": "RU-SA", "тува": "RU-TY", "северная осетия": "RU-SE",
    "северная осетия алания": "RU-SE", "кабардино-балкария": "RU-KB", "чечня": "RU-CE",
    "карачаево-черкесия": "RU-KC", "чувашия": "RU-CU", "чувашская": "RU-CU",
    "удмуртия": "RU-UD", "ханты-мансийский": "RU-KHM", "югра": "RU-KHM", "кузбасс": "RU-KEM",
    "кемеровская кузбасс": "RU-KEM", "марийская": "RU-ME", "татария": "RU-TA",
}  # fmt: skip
_KINDS: Final = frozenset(
    (
        *("республика", "респ", "область", "обл", "край", "кр", "автономный", "автономная"),
        *("округ", "ао", "г", "город"),
    )
)
_CODES: Final = frozenset(_BY_NUMBER.values())
# Regions that were joined to others; their numbers live on in numbers given before that.
_JOINED: Final = dict(zip(("80", "81", "82", "84", "85", "88"), (
    "RU-ZAB", "RU-PER", "RU-KAM", "RU-KYA", "RU-IRK", "RU-KYA"), strict=True))  # fmt: skip


def region_of_inn(inn: str | None) -> str | None:
    """Give the region of the tax office that gave an INN, as ISO 3166-2:RU, or None.

    >>> region_of_inn("6027068261"), region_of_inn("9909000000")
    ('RU-PSK', None)
    """
    return _numbered(inn[:2]) if inn else None


def region_of_ogrn(ogrn: str | None) -> str | None:
    """Give the region whose register gave an OGRN or OGRNIP, as ISO 3166-2:RU, or None.

    >>> region_of_ogrn("1026000002302"), region_of_ogrn("1027700132195")
    ('RU-PSK', 'RU-MOW')
    """
    return _numbered(ogrn[3:5]) if ogrn else None


def read_region(text: str | None) -> str | None:
    """Give the region that a portal names, as ISO 3166-2:RU, or None where nobody knows the name.

    >>> read_region("Псковская область"), read_region("Респ. Саха (Якутия)")
    ('RU-PSK', 'RU-SA')
    >>> read_region("RU-PSK"), read_region("Республика Алтай"), read_region("Алтайский край")
    ('RU-PSK', 'RU-AL', 'RU-ALT')
    >>> read_region("Байконур")
    """
    if not text:
        return None
    if text.strip().upper() in _CODES:
        return text.strip().upper()
    words = fold(fold_lookalikes(text)).replace("–", "-").replace("—", "-").split()
    bare = [word.strip(".,") for word in words]
    return _BY_NAME.get(" ".join(word for word in bare if word not in _KINDS | {"-", ""}))


def _numbered(digits: str) -> str | None:
    return _BY_NUMBER.get(digits) or _JOINED.get(digits)

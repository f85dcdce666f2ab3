"""The words and signs of numbers, units, currencies and months, as tables; it reads no text."""

from __future__ import annotations

from fractions import Fraction


def listed(words: str) -> list[str]:
    """A table of words, written as one string."""
    return words.split()


WORDS = {
    word: value
    for value, word in enumerate(
        listed(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
} | {
    word: 10 * tens
    for tens, word in enumerate(
        listed("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}

SCALES = {
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "grand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
}
_LETTERS = ("k", "m", "mn", "b", "bn")

SIGNS = {
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "₦": "naira",
    "₩": "won",
    "₱": "peso",
    "₫": "dong",
    "₽": "rouble",
    "₴": "hryvnia",
    "₺": "lira",
    "₪": "shekel",
    "₵": "cedi",
    "฿": "baht",
}
CURRENCY_SIGNS = "".join(SIGNS)
CODES = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound",
    "JPY": "yen",
    "INR": "rupee",
    "NGN": "naira",
    "KES": "shilling",
    "CHF": "franc",
    "ZAR": "rand",
    "PLN": "zloty",
}

_SPELLINGS = {
    "%": "% percent percentage pct pc per\u00a0cent",
    "point": "pp pts points percentage\u00a0points percentage\u00a0point",
    "dollar": "dollar dollars usd bucks",
    "euro": "euro euros eur €",
    "pound": "pound pounds gbp quid £",
    "yen": "yen jpy",
    "rupee": "rupee rupees inr",
    "franc": "franc francs chf",
    "shilling": "shilling shillings kes ksh",
    "naira": "naira nairas ngn",
    "won": "krw",
    "peso": "peso pesos",
    "dong": "dong vnd",
    "rouble": "rouble roubles ruble rubles",
    "hryvnia": "hryvnia hryvnias uah",
    "lira": "lira liras",
    "shekel": "shekel shekels",
    "cedi": "cedi cedis",
    "baht": "baht",
    "krona": "krona kronor krone kroner sek nok dkk",
    "zloty": "zloty zlotys złoty zł pln",
    "rand": "rand rands zar",
    "microsecond": "µs μs us microsecond microseconds",
    "millisecond": "ms msec millisecond milliseconds millis",
    "second": "s sec secs second seconds",
    "minute": "min mins minute minutes",
    "hour": "h hr hrs hour hours",
    "day": "day days",
    "week": "week weeks wk wks",
    "fortnight": "fortnight fortnights",
    "month": "month months mo mos mth mths",
    "quarter": "quarter quarters",
    "year": "year years yr yrs annum",
    "decade": "decade decades",
    "kb": "kb kilobyte kilobytes",
    "mb": "mb megabyte megabytes",
    "gb": "gb gigabyte gigabytes",
    "tb": "tb terabyte terabytes",
    "pb": "pb petabyte petabytes",
    "microgram": "mcg µg μg microgram micrograms",
    "milligram": "mg milligram milligrams",
    "gram": "g gram grams",
    "kilogram": "kg kgs kilo kilos kilogram kilograms",
    "tonne": "ton tons tonne tonnes",
    "millimetre": "mm millimetre millimetres millimeter millimeters",
    "centimetre": "cm centimetre centimetres centimeter centimeters",
    "metre": "metre metres meter meters",
    "kilometre": "km kms kilometre kilometres kilometer kilometers",
    "mile": "mile miles",
    "foot": "ft foot feet",
    "millilitre": "ml millilitre millilitres milliliter milliliters",
    "litre": "litre litres liter liters",
    "inch": "inch inches",
    "watt": "w watt watts",
    "kilowatt": "kw kilowatt kilowatts",
    "megawatt": "mw megawatt megawatts",
    "kilowatt-hour": "kwh kilowatt-hour kilowatt-hours",
    "megawatt-hour": "mwh megawatt-hour megawatt-hours",
    "m": "m",
    "pence": "p pence penny",
    "cent": "cent cents",
    "pint": "pint pints",
    "gallon": "gallon gallons",
    "ounce": "oz ounce ounces",
    "pound-weight": "lb lbs",
    "stone": "stone",
    "bar": "bar bars",
    "millibar": "mbar millibar millibars",
    "psi": "psi",
    "amp": "amp amps ampere amperes",
    "volt": "v volt volts",
    "kilovolt": "kv kilovolt kilovolts",
    "hertz": "hz hertz",
    "kilohertz": "khz kilohertz",
    "megahertz": "mhz megahertz",
    "gigahertz": "ghz gigahertz",
    "kbps": "kbps kbit/s",
    "mbps": "mbps mbit/s",
    "gbps": "gbps gbit/s",
    "degree": "° °c °f degree degrees degrees\u00a0celsius degrees\u00a0centigrade "
    "degrees\u00a0fahrenheit",
    "mph": "mph miles\u00a0per\u00a0hour miles\u00a0an\u00a0hour",
    "km/h": "km/h kph kmh kilometres\u00a0per\u00a0hour kilometres\u00a0an\u00a0hour",
    "wpm": "wpm words\u00a0per\u00a0minute words\u00a0a\u00a0minute",
    "square metre": "m2 m² sqm sq\u00a0m square\u00a0metre square\u00a0metres square\u00a0meters",
    "square foot": "sqft sq\u00a0ft square\u00a0foot square\u00a0feet",
    "cubic metre": "m3 m³ cubic\u00a0metre cubic\u00a0metres cubic\u00a0meters",
    "hectare": "hectare hectares",
    "acre": "acre acres",
    "rate": "rps qps req/s requests/s requests\u00a0per\u00a0second",
    "x": "x × times fold",
}
UNITS = {
    spelling.replace("\u00a0", " "): unit
    for unit, spellings in _SPELLINGS.items()
    for spelling in spellings.split(" ")
}

_DAY = 86_400
# A month has no fixed number of days, so months and years are never compared with weeks.
FACTORS = {
    "microsecond": ("second", Fraction(1, 1_000_000)),
    "millisecond": ("second", Fraction(1, 1000)),
    "second": ("second", Fraction(1)),
    "minute": ("second", Fraction(60)),
    "hour": ("second", Fraction(3600)),
    "day": ("second", Fraction(_DAY)),
    "week": ("second", Fraction(7 * _DAY)),
    "fortnight": ("second", Fraction(14 * _DAY)),
    "month": ("month", Fraction(1)),
    "quarter": ("month", Fraction(3)),
    "year": ("month", Fraction(12)),
    "decade": ("month", Fraction(120)),
    "kb": ("byte", Fraction(10**3)),
    "mb": ("byte", Fraction(10**6)),
    "gb": ("byte", Fraction(10**9)),
    "tb": ("byte", Fraction(10**12)),
    "pb": ("byte", Fraction(10**15)),
    "microgram": ("gram", Fraction(1, 1_000_000)),
    "milligram": ("gram", Fraction(1, 1000)),
    "gram": ("gram", Fraction(1)),
    "kilogram": ("gram", Fraction(1000)),
    "tonne": ("gram", Fraction(1_000_000)),
    "millilitre": ("litre", Fraction(1, 1000)),
    "litre": ("litre", Fraction(1)),
    "millimetre": ("metre", Fraction(1, 1000)),
    "centimetre": ("metre", Fraction(1, 100)),
    "metre": ("metre", Fraction(1)),
    "kilometre": ("metre", Fraction(1000)),
    "hectare": ("square metre", Fraction(10_000)),
    "cubic metre": ("litre", Fraction(1000)),
    "pence": ("pound", Fraction(1, 100)),
    "cent": ("dollar", Fraction(1, 100)),
    "ounce": ("pound-weight", Fraction(1, 16)),
    "stone": ("pound-weight", Fraction(14)),
    "millibar": ("bar", Fraction(1, 1000)),
    "kilovolt": ("volt", Fraction(1000)),
    "kilohertz": ("hertz", Fraction(1000)),
    "megahertz": ("hertz", Fraction(10**6)),
    "gigahertz": ("hertz", Fraction(10**9)),
    "mbps": ("kbps", Fraction(1000)),
    "gbps": ("kbps", Fraction(10**6)),
    "inch": ("inch", Fraction(1)),
    "foot": ("inch", Fraction(12)),
    "watt": ("watt", Fraction(1)),
    "kilowatt": ("watt", Fraction(1000)),
    "megawatt": ("watt", Fraction(1_000_000)),
    "kilowatt-hour": ("kilowatt-hour", Fraction(1)),
    "megawatt-hour": ("kilowatt-hour", Fraction(1000)),
}

MONTH_NAMES = listed(
    "january february march april may june july august september october november december"
)
MONTHS = {name: at for at, name in enumerate(MONTH_NAMES, 1)}
MONTHS |= {name[:3]: at for at, name in enumerate(MONTH_NAMES, 1)} | {"sept": 9}

SPELT_SCALES = tuple(scale for scale in SCALES if scale not in _LETTERS)

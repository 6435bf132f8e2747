"""How often a day a dose is taken by the words of a dosage, in five languages: compared with its timing, never read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from immunote.service.fhir.wording import Phrases, words_of

_PHRASES: Mapping[Decimal, Phrases] = {
    Decimal(1): Phrases(
        ["once daily", "once a day", "einmal täglich", "une fois par jour", "una vez al día", "una volta al giorno"]
    ),
    Decimal(2): Phrases(
        ["twice daily", "twice a day", "two times a day", "2 times a day", "2 times daily", "bid", "b i d",
         "zweimal täglich", "2 x täglich", "2x täglich", "deux fois par jour", "2 fois par jour", "2x jour",
         "dos veces al día", "2 veces al día", "due volte al giorno", "2 volte al giorno"]
    ),
    Decimal(3): Phrases(
        ["three times daily", "three times a day", "3 times a day", "3 times daily", "tid", "t i d",
         "dreimal täglich", "3 x täglich", "3x täglich", "trois fois par jour", "3 fois par jour", "3x jour",
         "tres veces al día", "3 veces al día", "tre volte al giorno", "3 volte al giorno"]
    ),
    Decimal(1) / 2: Phrases(
        ["alternate days", "every other day", "every second day", "every 2 days", "every two days", "every 48 hours",
         "qod", "jeden zweiten tag", "jeden 2 tag", "alle 2 tage", "alle zwei tage", "un jour sur deux",
         "tous les deux jours", "tous les 2 jours", "días alternos", "cada dos días", "cada 2 días",
         "giorni alterni", "ogni due giorni", "ogni 2 giorni"]
    ),
    Decimal(1) / 7: Phrases(
        ["once a week", "once weekly", "once per week", "every week", "weekly", "einmal pro woche",
         "einmal wöchentlich", "1 x wöchentlich", "1x wöchentlich", "wöchentlich",
         "une fois par semaine", "1 fois par semaine",
         "una vez a la semana", "una vez por semana", "una volta alla settimana"]
    ),
}  # fmt: skip
_SCHEME = re.compile(r"(?<![\d.,/-])([01])-([01])-([01])(?:-([01]))?(?![\d.,/-])")
"""Morning, noon, evening and night, as German prescriptions write it."""
_LITTLE = Decimal("0.0001")


def said_often(text: str) -> set[Decimal]:
    """Return each number of times a day that a text names."""
    words = words_of(text)
    found = {times for times, phrases in _PHRASES.items() if phrases.are_in(words)}
    for scheme in _SCHEME.findall(text):
        found |= {Decimal(sum(int(each) for each in scheme if each))} - {Decimal(0)}
    return found


def disagrees(said: set[Decimal], amounts: set[Decimal], dose: Decimal, times: Decimal) -> bool:
    """Return whether words name another frequency than a timing has, or by it another amount a day.

    `amounts`: those that the words name. Another frequency of another dose may be the same amount.
    """
    if not said:
        return False
    if len(said) == 1 and len(amounts) == 1:
        return abs(next(iter(said)) * next(iter(amounts)) - dose * times) > _LITTLE * dose
    return any(abs(each - times) > _LITTLE for each in said)

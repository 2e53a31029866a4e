"""Polish: three forms of each noun, by the number before it and in the case that its sentence asks for."""

from babel import Locale
from babel.numbers import format_decimal

from digests.locales.language import Language
from digests.locales.polish_charts import charts
from digests.report import NO_REGION, NO_SEGMENT


class _Polish(Language):
    """Polish groups digits from five on: 4800, but 12 400 (minimumGroupingDigits in CLDR, which Babel leaves out)."""

    def number(self, number: int) -> str:
        return str(format_decimal(number, locale=self.locale, group_separator=abs(number) >= 10_000))


POLISH = _Polish(
    code="pl",
    name="polski",
    template="sentences.pl.j2",
    locale=Locale("pl"),
    categories=("one", "few", "many"),
    pictures=charts,
    nouns={
        "klient": ("klient", "klientów", "klientów"),
        "klient:kogo": ("klienta", "klientów", "klientów"),
        "handlowiec": ("handlowiec", "handlowców", "handlowców"),
        "handlowiec:komu": ("handlowcowi", "handlowcom", "handlowcom"),
        "prośba": ("prośba", "prośby", "próśb"),
        "nowa prośba": ("nowa prośba", "nowe prośby", "nowych próśb"),
        "zgłoszenie": ("zgłoszenie", "zgłoszenia", "zgłoszeń"),
        "zgłoszenie:czego": ("zgłoszenia", "zgłoszeń", "zgłoszeń"),
        "transakcja": ("transakcja", "transakcje", "transakcji"),
        "transakcja:co": ("transakcję", "transakcje", "transakcji"),
        "transakcja:czym": ("transakcji", "transakcjach", "transakcjach"),
        "przegrana transakcja": ("przegrana transakcja", "przegrane transakcje", "przegranych transakcji"),
        "wygrana transakcja": ("wygrana transakcja", "wygrane transakcje", "wygranych transakcji"),
        "dzień": ("dzień", "dni", "dni"),
    },
    verdicts={
        "approved": "Tak",
        "approved_as_synonym": "Tak, jako inna nazwa",
        "pilot": "Pilotaż",
        "deferred": "Nie teraz",
        "declined": "Nie",
        "not_a_request": "To nie prośba",
        "live": "Już w sprzedaży",
    },
    spans={1: "w tym tygodniu", 2: "w dwa tygodnie", 4: "w cztery tygodnie"},
    standing={
        "approved": "przyjęta",
        "approved_as_synonym": "przyjęta",
        "pilot": "w pilotażu",
        "deferred": "odłożona",
        "declined": "odrzucona",
        "scheduled": "zaplanowana",
        "live": "w sprzedaży",
        "measured": "w sprzedaży",
        "answered": "już w ofercie",
    },
    stand_ins={NO_REGION: "bez regionu", NO_SEGMENT: "klienci bez segmentu"},
    under="poniżej",
)

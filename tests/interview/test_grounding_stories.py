"""German, French and Spanish stories: honest retellings of them pass, inventions do not."""

from __future__ import annotations

import pytest

from interview.grounding import unsupported, untraced
from interview.model import Line

HANDOVER = (
    "Als Krankenschwester auf der Inneren habe ich gemerkt, dass die Übergaben zu lange dauern.",
    "Ich habe deshalb einen Zettel mit fünf Punkten entworfen und ihn zwei "
    "Wochen lang mit Kollegin Aylin getestet.",
    "Danach brauchten wir statt 25 nur noch zehn Minuten, und die "
    "Stationsleitung hat ihn übernommen.",
)
CONTRACT = (
    "Unser größter Kunde drohte im Juli zu kündigen, weil drei Lieferungen zu spät kamen.",
    "Ich bin hingefahren, habe mich entschuldigt und ihm einen festen Ansprechpartner versprochen.",
    "Er hat den Vertrag nicht gekündigt, sondern um zwei Jahre verlängert.",
)
TILL = (
    "Ich war im Projektteam, das die Kasse auf SAP umgestellt hat.",
    "Meine Aufgabe war es, die 40 Filialen zu schulen.",
    "Am Ende gab es am ersten Tag nur zwei Ausfälle.",
)
PARENTS = (
    "In der Grundschule Lindenhof hatte ich 2022 eine dritte Klasse mit 24 "
    "Kindern, davon sechs ohne Deutsch.",
    "Ich habe die Eltern zu einem Frühstück eingeladen, weil die Briefe niemand las.",
    "Beim nächsten Elternabend kamen 19 statt vier Eltern.",
    "Die Schulleiterin wollte zuerst nicht, aber ich durfte es einmal ausprobieren.",
)
MAINS = (
    "Ich arbeite als Elektriker und sollte auf der Baustelle in Kassel den Verteiler tauschen.",
    "Der Plan stimmte nicht mit der Leitung überein, darum habe ich den "
    "Strom abgestellt und den Bauleiter gerufen.",
    "Wir haben dadurch einen Tag verloren, aber es ist niemand verletzt worden.",
    "Seitdem messe ich immer selbst nach, bevor ich anfange.",
)
PARCELS = (
    "Wir hatten im Lager jeden Monat ungefähr 300 falsche Sendungen.",
    "Ich schlug vor, die Scanner an den Packtischen zu benutzen, und mein "
    "Chef gab mir zwei Wochen.",
    "Nach einem Quartal waren es 90, und wir haben es auf die anderen zwei Hallen übertragen.",
)
NUIT = (
    "Nous étions quatre infirmières la nuit pour 32 lits.",
    "J'ai proposé de regrouper les soins et la cadre a accepté un essai de deux semaines.",
    "Les sonnettes ont baissé d'un tiers et personne n'a demandé à revenir en arrière.",
)
CAJAS = (
    "Llevaba el almacén con dos compañeros y faltaban unas 50 cajas al mes.",
    "Propuse contar cada viernes y el encargado no quiso al principio.",
    "En tres meses pasamos de 50 a 12 cajas.",
)
HONEST = [
    (HANDOVER, "Du hast erkannt, dass die Übergaben zu lange dauern."),
    (HANDOVER, "Du hast einen Zettel mit fünf Punkten entworfen und zwei Wochen getestet."),
    (HANDOVER, "Klares Ergebnis: statt 25 braucht ihr nur noch 10 Minuten."),
    (HANDOVER, "Deine Lösung wurde von der Stationsleitung übernommen."),
    (
        HANDOVER,
        "Auf der Inneren dauerten die Übergaben zu lange, also entwarf ich "
        "einen Zettel mit fünf Punkten.",
    ),
    (HANDOVER, "Mit Aylin habe ich ihn zwei Wochen lang getestet."),
    (HANDOVER, "Die Übergabe dauert jetzt zehn statt 25 Minuten."),
    (
        CONTRACT,
        "Im Juli drohte unser größter Kunde mit der Kündigung, da drei Lieferungen zu spät kamen.",
    ),
    (CONTRACT, "Du bist selbst hingefahren und hast dich entschuldigt."),
    (CONTRACT, "Der Kunde hat den Vertrag um zwei Jahre verlängert."),
    (
        CONTRACT,
        "Konkrete eigene Handlung: hingefahren, entschuldigt, festen Ansprechpartner versprochen.",
    ),
    (CONTRACT, "Am Ende blieb der Kunde: Er verlängerte den Vertrag um 2 Jahre."),
    (TILL, "Du warst im Projektteam für die Umstellung der Kasse auf SAP."),
    (TILL, "Deine Aufgabe war die Schulung der 40 Filialen."),
    (TILL, "Am ersten Tag gab es nur zwei Ausfälle."),
    (TILL, "Ich habe vierzig Filialen geschult, und am ersten Tag fielen nur zwei aus."),
    (PARENTS, "Du hast die Eltern zum Frühstück eingeladen, weil niemand die Briefe las."),
    (PARENTS, "Statt vier Eltern kamen 19 zum nächsten Elternabend."),
    (PARENTS, "Sechs der 24 Kinder sprachen kein Deutsch."),
    (PARENTS, "Obwohl die Schulleiterin zuerst dagegen war, durftest du es einmal ausprobieren."),
    (
        PARENTS,
        "2022 unterrichtete ich an der Grundschule Lindenhof eine dritte Klasse mit 24 Kindern.",
    ),
    (PARENTS, "Messbares Ergebnis: 19 statt vier Eltern beim Elternabend."),
    (MAINS, "Du hast den Strom abgestellt und den Bauleiter gerufen, weil der Plan nicht stimmte."),
    (MAINS, "Ich sollte in Kassel auf einer Baustelle den Verteiler tauschen."),
    (MAINS, "Niemand wurde verletzt, auch wenn ihr einen Tag verloren habt."),
    (MAINS, "Du ziehst eine Lehre daraus: Seitdem misst du immer selbst nach."),
    (MAINS, "Es kostete einen Tag, aber verletzt wurde niemand."),
    (PARCELS, "Du hast vorgeschlagen, die Scanner an den Packtischen zu nutzen."),
    (PARCELS, "Die falschen Sendungen gingen von rund 300 im Monat auf 90 zurück."),
    (PARCELS, "Dein Chef gab dir zwei Wochen."),
    (PARCELS, "Nach drei Monaten waren es noch 90 falsche Sendungen."),
    (PARCELS, "Ihr habt die Lösung auf zwei andere Hallen übertragen."),
    (NUIT, "Vous avez proposé de regrouper les soins."),
    (NUIT, "La cadre a accepté un essai de 2 semaines."),
    (NUIT, "Résultat clair : les sonnettes ont baissé d'un tiers."),
    (NUIT, "La nuit, vous étiez quatre pour 32 lits."),
    (NUIT, "Personne n'a voulu revenir en arrière."),
    (CAJAS, "Propusiste contar cada viernes, aunque el encargado no quiso al principio."),
    (CAJAS, "Las cajas que faltaban pasaron de 50 a 12 en 3 meses."),
    (CAJAS, "Un resultado claro: de 50 a 12 cajas."),
    (CAJAS, "Llevabas el almacén con otros dos compañeros."),
]
INVENTED = [
    (HANDOVER, "Du hast einen Zettel mit sechs Punkten entworfen."),
    (HANDOVER, "Die Übergabe dauert jetzt nur fünf Minuten."),
    (HANDOVER, "Die Klinikleitung hat den Zettel im ganzen Haus eingeführt."),
    (HANDOVER, "Dadurch passierten weniger Medikationsfehler."),
    (HANDOVER, "Mit Kollegin Petra hast du den Zettel getestet."),
    (CONTRACT, "Er hat den Vertrag gekündigt."),
    (CONTRACT, "Er hat den Vertrag um drei Jahre verlängert."),
    (CONTRACT, "Im August drohte der Kunde zu kündigen."),
    (CONTRACT, "Du hast ihm einen Rabatt von zehn Prozent versprochen."),
    (TILL, "Du hast das Projektteam geleitet."),
    (TILL, "Du hast die Kasse auf Oracle umgestellt."),
    (TILL, "Es gab keine Ausfälle."),
    (TILL, "Es gab nur zwei Ausfälle, weshalb der Vorstand dich befördert hat."),
    (PARENTS, "Beim nächsten Elternabend kamen 21 Eltern."),
    (PARENTS, "Die Schulleiterin war sofort begeistert."),
    (PARENTS, "Du hast die Eltern eingeladen, und die Noten wurden besser."),
    (PARENTS, "Als Schulleiterin hast du es ausprobiert."),
    (PARENTS, "Du hattest eine vierte Klasse mit 24 Kindern."),
    (MAINS, "Du hast den Strom nicht abgestellt."),
    (MAINS, "Ein Kollege wurde verletzt."),
    (MAINS, "Ihr habt zwei Tage verloren."),
    (MAINS, "Du warst Bauleiter auf der Baustelle in Kassel."),
    (MAINS, "Auf der Baustelle in Hannover solltest du den Verteiler tauschen."),
    (PARCELS, "Ich habe es auf die anderen zwei Hallen übertragen."),
    (PARCELS, "Du hast die Scanner bei Amazon eingeführt."),
    (PARCELS, "Nach zwei Quartalen waren es 90."),
    (PARCELS, "Dadurch sparte die Firma viel Geld."),
    (NUIT, "Les sonnettes ont baissé de moitié."),
    (NUIT, "La cadre a refusé l'essai."),
    (NUIT, "Vous avez dirigé l'équipe de nuit."),
    (NUIT, "Les patients vous ont remerciée."),
    (CAJAS, "En tres meses pasasteis de 50 a 10 cajas."),
    (CAJAS, "El encargado aceptó enseguida."),
    (CAJAS, "Propusiste contar cada lunes."),
    (CAJAS, "El director te felicitó por ello."),
]
ADVICE = [
    "Sag zuerst, was dein Ziel war und woran du es gemessen hast.",
    "Nenne eine Zahl zum Ergebnis: Wie viele Filialen liefen ohne Störung?",
    "Was genau war dein Anteil, und was haben die anderen getan?",
    "Beschreibe den Konflikt mit deiner Chefin und wie du ihn gelöst hast.",
    "Welche Alternative hast du verworfen und warum?",
    "Für eine L5A fehlt der Blick über dein Team hinaus.",
    "Kürze den Einstieg auf zwei Sätze.",
    "Deine Antwort hat eine klare Struktur, aber das Ergebnis fehlt.",
]


def reasons(story: tuple[str, ...], sentence: str) -> tuple[str, ...]:
    lines = [Line(id=f"A1.{at}", text=text) for at, text in enumerate(story, 1)]
    return unsupported(sentence, lines)


@pytest.mark.parametrize(("story", "sentence"), HONEST)
def test_a_story_may_be_told_in_other_forms(story: tuple[str, ...], sentence: str) -> None:
    assert reasons(story, sentence) == ()


@pytest.mark.parametrize(("story", "sentence"), INVENTED)
def test_what_a_story_does_not_tell_is_refused(story: tuple[str, ...], sentence: str) -> None:
    assert reasons(story, sentence)


@pytest.mark.parametrize("advice", ADVICE)
def test_advice_passes_though_its_nouns_have_capitals(advice: str) -> None:
    known = [*HANDOVER, *CONTRACT, *TILL, "STAR, level L4, L5A, L5B"]
    assert untraced(advice, known, advice=True) == ()

"""The truth check on German, French and Spanish: honest feedback passes, inventions do not."""

from __future__ import annotations

import pytest

from interview.grounding import unsupported, untraced
from interview.grounding.tongues import tongue_of
from interview.model import Line

LINES = {
    line.id: line
    for line in (
        Line(id="A1.1", text="Im März 2021 fielen bei uns jeden zweiten Tag Bestellungen aus."),
        Line(id="A1.2", text="Ich habe zehn Anfragen von Hand verfolgt und eine Sperre gefunden."),
        Line(id="A1.3", text="Wir haben die Tabelle dann aufgeteilt, weil sie zu groß war."),
        Line(
            id="A1.4", text="Die Wartezeit sank von 900 auf 120 Millisekunden, kein Auftrag fehlte."
        ),
        Line(id="A1.5", text="Ich habe der Kundin nicht geschrieben, sondern sie angerufen."),
        Line(id="A1.6", text="Meine Chefin leitete den Umbau, ich half ihr bei den Plänen."),
        Line(id="R1", text="Schichtleiterin bei Nordwerk Logistik, 2018–2022, 14 Mitarbeitende"),
        Line(id="R2", text="Umsatz um 1,2 Mio. Euro gesteigert; 3.500 Pakete am Tag"),
        Line(id="J1", text="Wir suchen Erfahrung mit Kubernetes."),
        Line(id="F1", text="J'ai repris la tournée de nuit en mars 2021 avec trois collègues."),
        Line(
            id="F2", text="Nous avons réduit l'attente de 40 à 15 minutes, sans perdre un client."
        ),
        Line(id="F3", text="Je n'ai pas signé le bon, j'ai appelé le fournisseur."),
        Line(id="F4", text="J'ai aidé la directrice à préparer le budget chez Brelan."),
        Line(id="S1", text="En marzo de 2021 organicé los turnos de noche con tres compañeras."),
        Line(id="S2", text="Redujimos la espera de 40 a 15 minutos y no perdimos ningún cliente."),
        Line(id="S3", text="No firmé el albarán, llamé al proveedor."),
        Line(id="S4", text="Ayudé a la directora a preparar el presupuesto en Brelan."),
    )
}


def reasons(sentence: str, ids: str) -> tuple[str, ...]:
    own = [LINES[line_id] for line_id in ids.split() if not line_id.startswith("J")]
    job = [LINES[line_id] for line_id in ids.split() if line_id.startswith("J")]
    return unsupported(sentence, own, job_lines=job)


@pytest.mark.parametrize(
    ("sentence", "ids"),
    [
        ("Du hast zehn Anfragen verfolgt und die Sperre gefunden.", "A1.2"),
        ("Du hast 10 Anfragen von Hand verfolgt.", "A1.2"),
        ("Du nennst eine klare Zahl: Die Wartezeit sank auf 120 ms.", "A1.4"),
        ("Die Wartezeit ist von 900 auf 120 Millisekunden gesunken.", "A1.4"),
        ("Kein Auftrag hat gefehlt.", "A1.4"),
        ("Im März 2021 fiel jeden zweiten Tag eine Bestellung aus.", "A1.1"),
        ("Ihr habt die Tabelle aufgeteilt, weil sie zu groß war.", "A1.3"),
        ("Wir haben die große Tabelle aufgeteilt.", "A1.3"),
        ("Ich rief die Kundin an, statt ihr zu schreiben.", "A1.5"),
        ("Du hast die Kundin angerufen.", "A1.5"),
        ("Ich half meiner Chefin bei den Plänen für den Umbau.", "A1.6"),
        ("Du warst von 2018 bis 2022 Schichtleiterin bei Nordwerk Logistik.", "R1"),
        ("Als Schichtleiterin hattest du vierzehn Mitarbeitende.", "R1"),
        ("Der Umsatz stieg um 1,2 Millionen Euro.", "R2"),
        ("Es waren 3500 Pakete am Tag.", "R2"),
        ("Starkes Beispiel: „zehn Anfragen von Hand verfolgt“.", "A1.2"),
        ("Die Stelle verlangt Kubernetes; du hast zehn Anfragen verfolgt.", "A1.2 J1"),
        ("Die Wartezeit sank auf 120 Millisekunden ‹add: wie lange das so blieb›.", "A1.4"),
        ("Vous avez repris la tournée de nuit en mars 2021.", "F1"),
        ("J'ai repris la tournée de nuit avec 3 collègues.", "F1"),
        ("L'attente a été réduite de 40 à 15 minutes.", "F2"),
        ("Vous n'avez perdu aucun client.", "F2"),
        ("Tu as appelé le fournisseur au lieu de signer le bon.", "F3"),
        ("J'ai aidé à préparer le budget chez Brelan.", "F4"),
        ("Organizaste los turnos de noche con 3 compañeras.", "S1"),
        ("En marzo de 2021 organicé los turnos.", "S1"),
        ("La espera se redujo de 40 a 15 minutos.", "S2"),
        ("No perdisteis ningún cliente.", "S2"),
        ("Llamaste al proveedor y no firmaste el albarán.", "S3"),
        ("Ayudaste a preparar el presupuesto en Brelan.", "S4"),
    ],
)
def test_what_the_lines_say_may_be_said_in_their_language(sentence: str, ids: str) -> None:
    assert reasons(sentence, ids) == ()


@pytest.mark.parametrize(
    ("sentence", "ids", "because"),
    [
        ("Du hast zwölf Anfragen verfolgt.", "A1.2", "the number"),
        ("Die Wartezeit sank auf 120 Sekunden.", "A1.4", "the number"),
        ("Die Wartezeit sank um die Hälfte.", "A1.4", "the number"),
        ("Die Wartezeit stieg von 120 auf 900 Millisekunden.", "A1.4", "direction"),
        ("Im Mai 2021 fielen Bestellungen aus.", "A1.1", "May"),
        ("Im März 2022 fielen Bestellungen aus.", "A1.1", "2022"),
        ("Du warst Schichtleiterin bei Siemens.", "R1", "Siemens"),
        ("Mit Maria hast du zehn Anfragen verfolgt.", "A1.2", "Maria"),
        ("Du hast zehn Anfragen in Grafana verfolgt.", "A1.2", "Grafana"),
        ("Du hast mit SAP zehn Anfragen verfolgt.", "A1.2", "SAP"),
        ("Du hast keine Anfragen verfolgt.", "A1.2", "denies"),
        ("Aufträge fehlten.", "A1.4", "affirms"),
        ("Du hast der Kundin geschrieben.", "A1.5", "affirms"),
        ("Ich habe die Tabelle aufgeteilt.", "A1.3", "“we”"),
        ("Du hast zehn Anfragen verfolgt, was den Vorstand überzeugte.", "A1.2", "tells of"),
        ("Du hast eine Sperre gefunden, sodass alle Kunden zufrieden waren.", "A1.2", "tells of"),
        ("Du hast den Umbau geleitet und die Pläne gemacht.", "A1.2", "led it"),
        ("Ich habe die Pläne für den Umbau gemacht.", "A1.6", "smaller part"),
        ("Du warst Betriebsleiter bei Nordwerk Logistik.", "R1", "Betriebsleiter"),
        ("Der Umsatz stieg um 1,5 Millionen Euro.", "R2", "1.5"),
        ("Es waren 4.500 Pakete am Tag.", "R2", "4,500"),
        ("Du hast Kubernetes betrieben.", "A1.2 J1", "Kubernetes"),
        ("Du sagtest „zwanzig Anfragen verfolgt“.", "A1.2", "twenty"),
        ("Du hast Erfahrung mit Kubernetes.", "J1", "no line"),
        ("Vous avez repris la tournée avec cinq collègues.", "F1", "five"),
        ("Vous avez repris la tournée de nuit chez Renault.", "F1", "Renault"),
        ("L'attente a été réduite de 40 à 10 minutes.", "F2", "10"),
        ("Vous avez signé le bon.", "F3", "affirms"),
        ("Vous avez dirigé la tournée de nuit.", "F1", "led it"),
        ("Vous n'avez pas repris la tournée.", "F1", "denies"),
        ("Organizaste los turnos con cinco compañeras.", "S1", "five"),
        ("Organizaste los turnos de noche en Mercadona.", "S1", "Mercadona"),
        ("Firmaste el albarán.", "S3", "affirms"),
        ("No organizaste los turnos de noche.", "S1", "denies"),
        ("Lideraste los turnos de noche.", "S1", "led it"),
    ],
)
def test_what_goes_beyond_them_is_refused(sentence: str, ids: str, because: str) -> None:
    assert because in " ".join(reasons(sentence, ids))


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_supports_itself_in_any_language(line: Line) -> None:
    assert unsupported(line.text, [line]) == ()
    assert unsupported(f"Also: {line.text}", [line]) == ()


@pytest.mark.parametrize(
    "advice",
    [
        "Nenne das Ergebnis in einer Zahl und sag, wer es bestätigt hat.",
        "Beginne mit der Lage, dann deine Entscheidung und ihre Wirkung.",
        "Erkläre die Begründung deiner Entscheidung in zwei Sätzen.",
        "Was hätte gegen die Aufteilung gesprochen, und wie hast du das geprüft?",
        "Donnez le résultat en un chiffre et dites qui l'a constaté.",
        "Commencez par la situation, puis votre décision et son effet.",
        "Empieza por la situación y di después qué decidiste y por qué.",
    ],
)
def test_advice_in_another_language_is_not_taken_for_names(advice: str) -> None:
    known = [line.text for line in LINES.values()]
    assert untraced(advice, known, advice=True) == ()


@pytest.mark.parametrize(
    "advice",
    [
        "Sag, dass du bei Bosch die Wartezeit gesenkt hast.",
        "Nenne die 45 Prozent, um die die Wartezeit sank.",
        "Dites que vous avez travaillé chez Renault.",
        "Di que trabajaste en Mercadona.",
    ],
)
def test_advice_in_another_language_brings_in_no_figure_and_no_name(advice: str) -> None:
    known = [line.text for line in LINES.values()]
    assert untraced(advice, known, advice=True)


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("Du hast zehn Anfragen verfolgt und die Sperre gefunden.", "de"),
        ("Vous avez repris la tournée de nuit avec vos collègues.", "fr"),
        ("Organizaste los turnos de noche con tus compañeras.", "es"),
        ("You were in the die shop and an old hand.", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_sentence_is_told_by_its_little_words(sentence: str, code: str) -> None:
    found = tongue_of(sentence)
    assert (found.code if found else "") == code

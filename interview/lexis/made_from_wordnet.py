"""Makes `wordnet.txt` from WordNet's own files; run when the choice of words changes, never else.

    python -m interview.lexis.made_from_wordnet /usr/share/wordnet

Kept are single words that somebody was seen to use (WordNet's tagged texts), each with its
commonest meanings; files and columns are those of WordNet's wndb(5) and cntlist(5).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

_POS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
_MOST_MEANINGS = 4


def _counts(folder: Path) -> dict[tuple[str, str], int]:
    """How often each word was tagged as each part of speech."""
    of = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for line in (folder / "cntlist.rev").read_text().splitlines():
        key, _, times = line.split()
        lemma, sense = key.split("%")
        seen[lemma, of[sense[0]]] += int(times)
    return seen


def _wanted(word: str) -> bool:
    return word.isalpha() and word.isascii() and word.islower() and len(word) > 1


def _meanings(folder: Path, kept: dict[tuple[str, str], int]) -> dict[tuple[str, str], list[str]]:
    found = {}
    for pos, name in _POS.items():
        for line in (folder / f"index.{name}").read_text().splitlines():
            parts = line.split()
            if line.startswith(" ") or (parts[0], pos) not in kept:
                continue
            senses = parts[-int(parts[2]) :]
            found[parts[0], pos] = [pos + sense for sense in senses[:_MOST_MEANINGS]]
    return found


def _synsets(folder: Path) -> dict[str, tuple[int, list[str], list[str]]]:
    """Of each meaning: its kind (a lexicographer's file), what it is a kind of, what derives."""
    found = {}
    for pos, name in _POS.items():
        for line in (folder / f"data.{name}").read_text().splitlines():
            if line.startswith("  "):
                continue
            parts = line.split(" | ")[0].split()
            after = 4 + 2 * int(parts[3], 16)
            pointers = [
                parts[at : at + 4] for at in range(after + 1, after + 1 + 4 * int(parts[after]), 4)
            ]
            above = [p[2].replace("s", "a") + p[1] for p in pointers if p[0] == "@"]
            beside = [p[2].replace("s", "a") + p[1] for p in pointers if p[0] in ("+", "&", "$")]
            found[pos + parts[0]] = (int(parts[1]), above, beside)
    return found


def main(folder: Path) -> None:
    counts = {key: times for key, times in _counts(folder).items() if _wanted(key[0]) and times}
    meanings = _meanings(folder, counts)
    synsets = _synsets(folder)
    kept = {sense for senses in meanings.values() for sense in senses}
    for _ in range(2):
        kept |= {above for sense in kept for above in synsets[sense][1]}
    number = {sense: at for at, sense in enumerate(sorted(kept))}
    lines = []
    for sense in sorted(kept):
        kind, above, beside = synsets[sense]
        up = ",".join(str(number[other]) for other in above if other in number)
        near = ",".join(sorted({str(number[other]) for other in beside if other in number}))
        lines.append(f"{kind} {up or '-'} {near or '-'}")
    lines.append("")
    for (word, pos), senses in sorted(meanings.items()):
        ids = ",".join(str(number[sense]) for sense in senses)
        lines.append(f"{word} {pos} {counts[word, pos]} {ids}")
    lines.append("")
    known = {word for word, _ in meanings}
    for name in ("verb", "noun"):
        for line in (folder / f"{name}.exc").read_text().splitlines():
            form, *bases = line.split()
            bases = [base for base in bases if base in known]
            if _wanted(form) and bases:
                lines.append(f"{form} {name[0]} {bases[0]}")
    target = Path(__file__).with_name("wordnet.txt")
    target.write_text("\n".join(lines) + "\n")
    print(f"{len(kept)} meanings, {len(meanings)} words, {target.stat().st_size} bytes")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

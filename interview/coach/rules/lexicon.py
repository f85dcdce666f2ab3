"""The words the rules coach knows: verbs, function words and lemmas; it judges no sentence.

Everything is general English. No trade's vocabulary is kept here, so that none decides a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from simplemma import is_known, lemmatize

from interview.remembered import remembered

_TOKEN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ\d]+(?:['.,:\-/][A-Za-zÀ-ÖØ-öø-ÿ\d]+)*[%+]?")


def words_of(text: str) -> frozenset[str]:
    """The words of a text that is a list of them."""
    return frozenset(text.split())


FUNCTION_WORDS = words_of(
    "a an the this that these those i me my mine myself we us our ours you your yours he him his "
    "she her hers it its they them their theirs who whom whose which what when where why how and "
    "or but if because so than then as of at by for with about against between into through "
    "during before after above below to from up down in out on off over under again there here "
    "all any both each few more most other some such no nor not only own same too very s t can "
    "will just don should now am is are was were be been being have has had having do does did "
    "doing would could may might must shall ought im ive id ill youre hes shes theyre were wasnt "
    "didnt dont isnt couldnt wouldnt cant wont i'm i've i'd i'll we're we've we'd we'll he's "
    "she's "
    "it's that's they're they've there's didn't don't doesn't isn't wasn't weren't couldn't "
    "wouldn't can't won't hadn't hasn't haven't let's what's who's until till while since per "
    "via "
    "upon within without across also yet still even ever never one ones back"
)
"""Words that carry grammar and no content; prose is full of them, a list of keywords is not."""

IRREGULAR_PAST = words_of(
    "arose asked ate became began bent bet bit blew bought bound bred broke brought built burnt "
    "called came cast caught chose clung cost crept cut dealt did dived drafted drank drew drove "
    "dug fed fell fought found fled flew forbade forgave forgot froze gave went grew ground held "
    "heard hid hit hung hurt kept knelt laid lay leant learnt led left lent let lit lost made "
    "meant "
    "met overcame overheard oversaw overtook paid proved put quit ran rang read rebuilt rewrote "
    "rode rose sang sank sat sought saw sent set sewed shook shot showed shrank shut slid slept "
    "sold sought spent split spoke spotted spread sprang stood stole stuck struck stuck swam "
    "swept "
    "swore swung taught threw told took tore turned undertook understood undid upheld "
    "withdrew woke "
    "won wore wound wrote redid reran bid sped spun rethought outgrew foresaw shone shed"
)
_NOT_PAST = words_of(
    "need feed speed indeed proceed exceed succeed embed red bed seed weed hundred sacred naked "
    "used supposed based interested involved focused united limited united excited tired talented"
)

STATIVE = words_of(
    "was were had felt thought knew wanted needed liked loved enjoyed believed hoped seemed "
    "heard "
    "understood learned learnt realised realized became remained stayed meant lay lost forgot "
    "failed tried struggled noticed worked used saw wished hated preferred expected worried "
    "supposed assumed lived received got considered been gained experienced"
)
"""Past forms that tell a state of mind or a circumstance; no one's action by themselves."""

GENERIC = words_of(
    "situation task action result outcome challenge challenging goal goals responsibility "
    "success "
    "successful successfully impact great good excellent amazing important difficult problem "
    "problems issue issues thing things something everything anything someone everyone people "
    "team teamwork work job role way part time lot kind sort best better well hard strong really "
    "very leadership communication ownership initiative solution solutions solve solved value "
    "deliver delivered results take took taken taking make made making do did done doing get got "
    "handle handled handling use used using help helped ensure ensured manage managed resolve "
    "resolved improve improved achieve achieved complete completed demonstrate demonstrated show "
    "showed work worked apply applied skill skills experience project company positive negative "
    "effective effectively efficient efficiently approach strategy strategic synergy stakeholder "
    "stakeholders star method example question answer interview candidate case overall end day "
    "many much several various different new always ability opportunity opportunities necessary "
    "quickly carefully closely together properly forward step steps ask asked asking told give "
    "inform informed communicate communicated satisfied happy glad updated update motivate "
    "motivated everybody career careers innovative dynamic passionate learner "
    "sure guess afraid yet satisfaction tell kept keep lots bit "
    "gave happen happened go went come came put be have had"
)
"""Words that any answer could hold; a sentence of nothing else shows nothing."""


BASE_ACTIONS = words_of(
    "ask bring build buy call change check choose clean close coach collect compare count cut "
    "cover "
    "create deal decide design draft draw explain fill find finish fix follow gather get give go "
    "help hold invite keep lead leave let listen look make map measure meet move negotiate open "
    "order organise organize pay pick plan prepare present prove pull push put raise read "
    "rebuild "
    "remove repair replace ring run say sell send set share show sit sort speak split start stay "
    "step stop swap switch take talk teach tell test track train treat try turn update use visit "
    "walk watch work write agree apologise apologize assign book calm contact convince escalate "
    "examine introduce offer persuade phone propose reassign reduce refuse report rewrite "
    "schedule "
    "suggest trace translate trial hire review refer reorder restructure launch improve handle "
    "manage support develop deliver coordinate oversee supervise maintain monitor operate "
    "provide "
    "assist serve administer analyse analyze implement conduct own drive produce advise mentor "
    "care serve answer greet cook receive load unload pick pack inspect install program code "
    "feed "
    "bathe dress assess document record supply arrange host promote market edit audit schedule "
    "process purchase merchandise stock restock"
)
"""Verbs in their bare form, for resumes in the present tense and speech without a past tense."""

SUFFIXED_ROLES = re.compile(
    r"\b(engineer|developer|nurse|manager|director|teacher|lead|leader|analyst|assistant|"
    r"associate|representative|rep|executive|supervisor|coordinator|specialist|consultant|officer|"
    r"designer|administrator|technician|clerk|cashier|driver|operator|operative|tutor|lecturer|"
    r"architect|scientist|accountant|salesperson|seller|buyer|planner|chef|cook|waiter|waitress|"
    r"barista|carer|midwife|therapist|physician|doctor|paramedic|intern|apprentice|trainee|head|"
    r"picker|packer|receptionist|secretary|recruiter|adviser|advisor|agent|partner|owner|founder|"
    r"volunteer|student|sister|charge nurse|storekeeper|mechanic|electrician|plumber|editor|"
    r"writer|researcher|pharmacist|librarian|foreman|controller|attendant|worker)s?\b",
    re.I,
)


@lru_cache(maxsize=20_000)
def lemma(word: str) -> str:
    """The dictionary form of a lower-case English word; the word itself where none is known."""
    plain = word.removesuffix("'s").removesuffix("’s")
    return str(lemmatize(plain, lang="en")).lower() if plain else word


@lru_cache(maxsize=20_000)
def known(word: str) -> bool:
    """Whether a lower-case word is English as far as a dictionary can tell."""
    plain = word.replace("’", "'").split("'")[0]
    return plain in FUNCTION_WORDS or bool(is_known(plain, lang="en"))


@remembered(2048)  # every reader of a sentence begins with its words
def tokens(text: str) -> tuple[str, ...]:
    """Words and figures in order, as written, with straight apostrophes."""
    return tuple(_TOKEN.findall(text.replace("’", "'")))


def is_past(word: str) -> bool:
    """Whether a lower-case word reads as a past form where a verb is expected."""
    if word in IRREGULAR_PAST:
        return True
    return len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST


def content(words: Iterable[str]) -> frozenset[str]:
    """The lemmas that carry content: no function words, no figures, nothing of one letter."""
    return frozenset(
        lemma(word)
        for word in words
        if len(word) > 1 and word not in FUNCTION_WORDS and not word[0].isdigit()
    )


GENERIC_LEMMAS = frozenset(lemma(word) for word in GENERIC) | GENERIC


def concrete(words: Iterable[str]) -> frozenset[str]:
    """The content lemmas that not every answer holds."""
    return frozenset(
        stem for stem in content(words) if stem not in GENERIC_LEMMAS and not stem.endswith("ly")
    )

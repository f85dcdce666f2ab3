"""What the people of the bench answer: about 420 characters each, from complete to thin."""

from __future__ import annotations

ANSWERS = (
    "In March 2023 our payment API got slow and shops complained every day. I traced ten slow "
    "requests and saw them wait for the same ledger rows, so I ruled out the index. I moved the "
    "hot rows into a table of their own because they were read far more often than written. "
    "p99 fell from 900 ms to 120 ms and stayed there; since then I test for contention first, "
    "and I showed two colleagues how to read the traces themselves.",
    "We had to bring fourteen services over to four databases, and nobody wanted to go first. I "
    "drew up the order by how much each of them wrote, talked to every team for half an hour, and "
    "took the smallest one myself with a switch to go back. It took five months instead of the "
    "nine that were planned. What I would do another time is to agree on the names of the tables "
    "before the first move, since that cost us three weeks.",
    "Two partner teams wanted opposite things from our interface: one asked for single calls that "
    "answer at once, the other for files at night. I wrote both down on one page with what each "
    "would cost us in a year, and invited them to the same meeting. In the end we built the single "
    "calls and gave the others a small program that collects them. Twelve clients use it today and "
    "I still have the page somewhere on my desk at home.",
    "One of my juniors was stuck on the same ticket for nearly two weeks and did not say so. I "
    "noticed it in the stand-up, so I sat down with her for an afternoon and we cut it into "
    "four pieces. She finished the first one that evening. Since then we look at everything older "
    "than three days on Wednesdays. Two of the three people that I looked after run services of "
    "their own by now, which I am quite proud of.",
    "That was a difficult time for the whole team. There were a lot of meetings about it and many "
    "people had opinions, and of course everybody was under pressure because the end of the "
    "quarter came closer. In general I believe that communication is the most important thing in "
    "such a situation, and that one should always stay calm and look for a solution that works for "
    "all sides, even if that takes somewhat longer at first.",
    "The nightly billing run broke on the first of the month and 3,000 invoices were missing. I "
    "was on call, so I stopped the run, copied the tables and compared the counts of each step. A "
    "currency had been added without a rate. I put in the rate, ran the missing part again and "
    "wrote to the finance team at six in the morning. All invoices were out by nine. Afterwards I "
    "added a check that refuses a currency without a rate.",
    "Our search was written by somebody who had left, and each change to it took days. I proposed "
    "to replace it step by step and my manager gave me six weeks. I first wrote down forty queries "
    "with the results that people expected, then built the new one behind a switch and compared. "
    "We turned it on for one customer, then for ten, then for all of them. I do not remember the "
    "exact numbers but the complaints went away after that.",
    "I was asked to lead the project with the warehouse although I had never been in one. I drove "
    "there twice and stood next to the people who scan the boxes, because the drawings did not "
    "match what they told us. They scanned everything twice, since the first beep was too quiet. "
    "We changed the sound and dropped the second scan, and that saved about four minutes a pallet. "
    "I learned to go and look before I write anything down.",
    "My manager wanted us to release before the fair, and I thought that it was too early. I made "
    "a list of what could go wrong, how likely and how bad, and we went through it together. We "
    "took three things out of the release and tested the rest with two shops for a week. It held "
    "during the fair. One of the three things turned out to lose orders, so I am glad that we took "
    "the time. We use such lists for every release now.",
    "We usually do code reviews for everything and I try to be thorough there. When somebody does "
    "not agree with me I explain my reasons and then we find a compromise, mostly the day after. I "
    "have also written quite a lot of documentation over the years, and new colleagues say that it "
    "helps them. If there is a conflict I would rather talk to the person directly than write long "
    "messages, as I think that is more respectful.",
)


def answer(number: int) -> str:
    """The n-th thing said: one of the texts, unlike every other."""
    return f"{ANSWERS[number % len(ANSWERS)]} ({number})"

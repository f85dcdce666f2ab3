"""Papers of three trades of the labelled set, as full as people send them; none is a real person's.

With them a coach can know what an interview is about, which a question alone does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from interview.model import Line


@dataclass(frozen=True, slots=True)
class Trade:
    """A resume and a posting, line by line."""

    resume: tuple[str, ...]
    posting: tuple[str, ...]

    def lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        resume = (Line(id=f"R{n}", text=text) for n, text in enumerate(self.resume, 1))
        posting = (Line(id=f"J{n}", text=text) for n, text in enumerate(self.posting, 1))
        return tuple(resume), tuple(posting)


TRADES: Mapping[str, Trade] = MappingProxyType(
    {
        "electrician": Trade(
            resume=(
                "Electrician, Pennine Electrical, 2018 to now",
                "Rewire houses, farms and small shops, from first fix to the last socket",
                "Find faults on lighting circuits, ring mains and heating for landlords",
                "Test and certify installations: insulation, earth loop and trip times",
                "Fit consumer units, showers, cookers and outdoor supplies",
                "Price jobs with customers and order cable and materials from the wholesaler",
                "Apprentice, Hale & Sons, 2014 to 2018",
                "Pulled cable, chased walls and labelled boards on a school and a clinic",
                "NVQ level 3, 18th edition, inspection and testing",
            ),
            posting=(
                "Electrician for a family firm of nine with its own vans",
                "You work alone on homes and small businesses and explain the work to the owner",
                "Isolate safely, prove dead and keep to the wiring regulations",
                "Trace intermittent faults without swapping parts on a guess",
                "Plan an installation, choose cable sizes and protection, and write it down",
                "Answer call-outs one week in five, evenings and weekends",
                "A clean licence, a steady hand and patience with people",
            ),
        ),
        "laboratory-technician": Trade(
            resume=(
                "Laboratory technician, Aire Valley Analytical, 2019 to now",
                "Run water, food and dairy samples: plates, titration, nitrate and metals",
                "Calibrate balances, pipettes and the ion chromatograph, and keep their records",
                "Repeat odd results, check blanks and controls, and report to the quality manager",
                "Validated a new method for coliform counts with two other technicians",
                "Train newcomers at the bench and order reagents and glassware",
                "Quality assistant, Moor Farm Creamery, 2016 to 2019",
                "Tested milk and cheese from the tank to the fridge for fat, salt and bacteria",
                "Higher certificate in applied chemistry",
            ),
            posting=(
                "Laboratory technician for a water company, early and late shifts",
                "Analyse samples from wells, rivers and treatment works within the day",
                "Look into results that make no sense and find the cause",
                "Choose between methods, know their limits and write procedures",
                "Explain what a result means to farmers, engineers and the public",
                "Keep the instruments in order and the accreditation safe",
                "Care with numbers, and honest about mistakes",
            ),
        ),
        "site-reliability-engineer": Trade(
            resume=(
                "Site reliability engineer, Northbank Payments, 2020 to now",
                "On call for the payment services, forty servers in two regions",
                "Cut alerts and pages at night, and wrote the runbooks for other teams",
                "Planned failover of the database and tested it every quarter",
                "Found the causes of slow requests, memory leaks and failed deploys",
                "Set targets for latency and errors with the product teams",
                "Systems administrator, Leeds Hospitals, 2015 to 2020",
                "Moved backups, monitoring and the queue for messages to the cloud",
                "Degree in computer science",
            ),
            posting=(
                "Reliability engineer for the platform of an online shop",
                "Lead incidents, rule out causes on evidence and prevent them coming back",
                "Design for failure: caches, replicas, regions, load and cost",
                "Change how developers release, monitor and answer for their services",
                "Decide what good means where nobody has set a target",
                "Work with finance, support and product across the company",
                "Linux, Kubernetes, Python and plain words",
            ),
        ),
    }
)
"""By the name of the profession in the labelled set."""

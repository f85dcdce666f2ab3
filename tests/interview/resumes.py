"""Resumes and postings as people write them, for what the rules coach makes of them."""

from __future__ import annotations

from pathlib import Path

_SAMPLE = Path(__file__).parents[2] / "bot" / "sandbox" / "sample"

NURSE = """Grace Okafor, RN
Leeds | grace@example.com | 07700 900123

PROFESSIONAL SUMMARY
Compassionate registered nurse with 9 years' experience in surgical and acute medical settings.

EMPLOYMENT HISTORY
St James's University Hospital, Leeds
Senior Staff Nurse, Surgical Ward | March 2019 – present
• Lead shifts of up to 6 nurses and healthcare assistants on a 28-bed ward
• Introduced bedside handover sheet; missed medication fell from 9 to 2 per month
• Mentor for student nurses and newly qualified staff
• Liaise with families, doctors and social workers on complex discharges

Oak House Care Home, Bradford
Healthcare Assistant | 2015 – 2019
• Personal care for 22 residents with dementia
• Trained four new starters in moving and handling
"""
TEACHER = """Tom Birch
Teacher, Leeds
Elm Road Primary School, Class Teacher (Year 4), September 2017 to July 2024
Taught a class of 30 with eight children on the SEN register.
Led maths across the school for three years and rewrote the scheme of work with colleagues.
Raised the share of pupils at the expected standard in maths from 61% to 78%.
Ran after-school chess club.
Set up a reading partnership with parents who did not speak English at home.
QTS, PGCE, University of Leeds 2017
"""
WAREHOUSE = """MARCUS REID
Warehouse Team Leader
Nottingham

WORK HISTORY
Team Leader
BrightParcel Logistics
06/2020 - Present
- Manage team of 14 pickers and packers on late shift
- Cut mispicks by 40% after re-labelling aisles
- Responsible for daily stock counts, health and safety and toolbox talks
- Trained up 9 forklift drivers
- Dealing with customer complaints and returns
Warehouse Operative
Hargreaves Foods Ltd
2016 - 2020
- Picking and packing, loading trailers, goods-in
- FLT licence (counterbalance and reach)
- Employee of the month x3
"""
SALES = """Dana Kowalski — Account Executive
dana.k@example.com

Northwind Software (SaaS, 80 people)
Account Executive, Mid-Market | Jan 2022 - now
Closed £1.2M new business in 2023 against a target of £900k
Opened the Benelux region from zero, 23 customers in 14 months
Negotiated three-year renewal with our largest account after they had given notice
Coached two SDRs, both promoted

Bluebird Telecom
Sales Representative | 2018 - 2021
Made 60 cold calls a day, top 5 of 40 reps for six quarters running
Handled objections on price and contract length
"""
GRADUATE = """Lena Hoffmann
BSc Psychology, University of Sheffield, 2021 – 2024 (2:1)
Dissertation: sleep and memory in first-year students; survey of 212 students, analysis in R
Modules: statistics, research methods, cognitive psychology
Projects
Built a small web app that helps flatmates share chores (React, Firebase)
Activities
Treasurer of the hiking society, budget of £3,500
Organised a charity walk for 60 people
Volunteer, Sheffield Food Bank, 2022 – 2023
Interests: climbing, baking
"""
CHEF = (
    "I have worked in kitchens for 11 years, the last four as sous chef at The Copper Pan in "
    "Bristol. I run the pass on busy nights, write the rotas and order for a team of eight. In "
    "2022 I rebuilt the menu around local suppliers, which brought food cost from 34% down to 28%. "
    "Before that I was a line cook at Harbour Kitchen. I am calm and love teaching juniors."
)
HOSPITAL = """Charge Nurse, Ward 7
Northfield Hospital Trust
You will lead a team of nurses across day and night shifts and be there for families.
You'll audit medication records every month.
Essential: experience in wound care and knowledge of electronic prescribing.
37.5 hours a week, including nights and weekends.
Salary £38,000 - £44,000. Closing date 12 December.
"""
HAULIER = """Operations Supervisor – DHL-style cross-dock, Derby
About us
We're a family-run haulier with 60 trucks and a no-nonsense culture.
Responsibilities:
• Plan the night shift and brief a team of 20
• Keep accident numbers low and the paperwork right
• Work with the transport office when trailers run late
Requirements:
• 2+ years supervising in a warehouse
• Experience with a WMS (e.g. Manhattan) and Excel
• Fork lift licence an advantage
Hours: Sunday to Thursday, 22:00–06:00. Start date: as soon as possible.
"""
SHOP = "Sales assistant wanted. Friendly team. Weekend work. Must be good with people."
PEOPLE = {
    "sample": (
        (_SAMPLE / "resume.txt").read_text(encoding="utf-8"),
        (_SAMPLE / "job.txt").read_text(encoding="utf-8"),
    ),
    "nurse": (NURSE, HOSPITAL),
    "teacher": (TEACHER, SHOP),
    "warehouse": (WAREHOUSE, HAULIER),
    "sales": (SALES, HAULIER),
    "graduate": (GRADUATE, SHOP),
    "chef": (CHEF, HAULIER),
}

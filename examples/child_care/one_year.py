"""One year of a plan: what changed, what the checks find, what is next and when."""

from datetime import date
from pathlib import Path

from cqikit import folders, plans
from cqikit.actions import WORDS, strength
from cqikit.core import Context, by_severity, run_checks

plan = folders.read(Path(__file__).parent).project.plan

first, second = plans.history(plan)
print(f"{plan.title}, version {plans.version(plan)}")
for change in plans.diff(first, second):
    if change.where.startswith("steps."):
        print(f"  {change}")

print("What the checks find:")
today = Context(as_of=date(2026, 11, 2))
for finding in by_severity(run_checks(plan, plans.CHECKS, today)):
    print(f"  {finding}")

print("What to work on now:")
for step in plans.focus(plan):
    grade = strength(step, words=WORDS["en"]).grade
    print(f"  {step.key}: {step.what} ({grade} step)")

print("When, if nobody has more than eight hours a month for it:")
found = plans.schedule(plan, start="2026-11", capacity=8)
for slot in found.slots:
    late = f", {slot.late} late" if slot.late else ""
    print(f"  {slot.step}: {slot.first} to {slot.last}{late}")

"""Did deaths from disease fall after March 1855? A run chart, step by step."""

from pathlib import Path

from cqikit import folders, projects, spc

project = folders.read(Path(__file__).parent).project
[disease] = project.series_of("disease")

# The charter asks for a run chart with a phase from March 1855.
charted = projects.chart_of(project, disease)
before, after = charted.chart.centre[0], charted.chart.centre[-1]
print(f"median before {before:.1f}, after {after:.1f} {disease.measure.unit}")

# Were the second year judged by the first year's median, would it signal?
frozen = spc.chart(disease, "run", baseline=11)
reading = spc.read(frozen, rules=spc.ANHOEJ)
for signal in reading.signals:
    first, last = disease.periods[signal.first], disease.periods[signal.last]
    print(f"{signal.rule}: {first} to {last}, direction {signal.direction:+d}")

# The arithmetic of one point, with the numbers in it.
print(spc.explain(frozen, at=23))

"""Hypothesis profiles: choose another with `--hypothesis-profile=deep`."""

from hypothesis import HealthCheck, settings

# The same examples in every run, so that a red run is about the change at hand.
settings.register_profile(
    "ci",
    derandomize=True,
    max_examples=40,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
# New examples in each run, with a memory: for finding what nobody thought of.
settings.register_profile("dev", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=5_000)
settings.load_profile("ci")

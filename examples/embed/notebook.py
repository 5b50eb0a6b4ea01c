# %% [markdown]
# # Late visits at three sites
#
# A notebook as a plain file: VS Code, Spyder and PyCharm run it cell by cell, Jupyter
# opens it with jupytext, and Python runs it from top to bottom. The data are
# illustrative.
"""Charts of three sites, in a notebook: pictures, then a frame to go on with."""

# %%
import polars as pl
from IPython.core.getipython import get_ipython

from cqikit import drawing, spc, tables

# In a notebook, this is `%load_ext cqikit.drawing`: charts show as pictures.
if (shell := get_ipython()) is not None:
    shell.run_line_magic("load_ext", "cqikit.drawing")

# %%
months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
visits = pl.DataFrame(
    [
        {
            "site": site,
            "month": month,
            "due": 60 + (7 * place + 3 * row) % 11,
            "late": (6 if site == "Mill Road" and row > 13 else 13)
            + (5 * place + 7 * row) % 5,
        }
        for place, site in enumerate(("Harbour", "Mill Road", "Station"))
        for row, month in enumerate(months)
    ]
)
visits.head()

# %% [markdown]
# ## One site

# %%
mill = visits.filter(pl.col("site") == "Mill Road")
chart = spc.chart(
    mill["late"], "p", sizes=mill["due"], on=mill["month"], per=100, baseline=12
)
judged = spc.judge(spc.read(chart), "lower", target=15, unit="% late")
print(judged)
judged

# %% [markdown]
# ## All sites on one sheet

# %%
panel = spc.panel(
    visits["late"],
    "p",
    keys=visits["site"],
    on=visits["month"],
    sizes=visits["due"],
    per=100,
    baseline=12,
)
both = spc.judge(spc.read(panel.chart), "lower", target=15, unit="% late")
drawing.show(both, keys=panel.keys)

# %% [markdown]
# ## A frame to go on with: a row a point, a column a rule

# %%
points: pl.DataFrame = tables.to_frame(both, "polars", keys=panel.keys)
since = points.filter(pl.col("improvement")).group_by("key").agg(pl.min("period"))
print(since)
since

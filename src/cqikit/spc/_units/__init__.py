"""Many units at one time: funnel plots and Pareto charts."""

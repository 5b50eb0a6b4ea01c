"""Whether respondents agree, measures hold, and changes are more than noise."""

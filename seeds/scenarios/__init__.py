"""The scenarios: one bill each, told as dated steps."""

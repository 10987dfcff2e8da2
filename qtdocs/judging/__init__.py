"""Judging: who judges, what scores come to, who stands where; values in, values out, nothing chosen in silence."""

"""``planted``: small seasons with one planted defect for each rule of the notices, and teams that have none.

What is wrong with whom stands in ``planted.expected.toml``, written by hand from the notices; half of the defects were put
in with LibreOffice, on papers that were right before (``office``).
"""

# ruff: noqa: E501

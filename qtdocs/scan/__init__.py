"""Scans: pages as pictures, the seals on them and the text in them; nothing here is ever beyond doubt."""

"""Whole seasons of invented teams, of any size, from a seed: papers, experts, score sheets as people fill them in."""

"""Runs a function in a limited worker process."""

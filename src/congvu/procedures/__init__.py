"""Procedures an office publishes: versions, the steps of their resolution, disclosure."""

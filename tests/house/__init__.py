"""The guards of the house: plain functions that return complaints, and tests that they complain."""

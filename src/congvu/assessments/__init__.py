"""Sheets of answers: self, measured, judged. The one place of judging."""

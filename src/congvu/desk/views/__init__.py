"""The first pages: one for people of the office, one for visitors of the showroom."""

"""Signing in by a code; what was typed before signing in again."""

"""Entry: settings, urls, navigation. Knows every package."""

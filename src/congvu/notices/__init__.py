"""Messages to people: in the app, by e-mail, and as text to copy into a chat."""

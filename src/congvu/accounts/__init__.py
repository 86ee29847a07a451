"""Who signs in. Identity only; rights come from organizations.Seat."""

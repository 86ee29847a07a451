"""What pages of this package show, as plain values."""

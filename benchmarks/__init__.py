"""What the product promises of speed and size, measured: make bench."""

"""What a page turned out to be."""

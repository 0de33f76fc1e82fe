"""Pages made to exhaust what reads them."""

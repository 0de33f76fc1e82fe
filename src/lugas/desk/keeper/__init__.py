"""What the keeper of a desk does: sites, the updater, settings, the password."""

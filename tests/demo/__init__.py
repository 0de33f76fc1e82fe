"""The demo world does what it says: its data, its clock, its pages, its server, its misdeeds."""

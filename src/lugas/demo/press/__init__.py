"""The papers' press: from an edition to what their sites send: pages, feeds, sitemaps, pictures."""

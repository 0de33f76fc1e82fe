"""What a site offers: feeds, sitemaps, fronts, robots.txt, OPML lists. Bytes in, records out; nothing is opened."""

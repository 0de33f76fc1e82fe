"""Learning the tagger's weights from labelled pages; no part of the installed package."""

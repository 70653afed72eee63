"""The coder: coding by hand in a notebook. Python answers a closed set of messages; the page is in ``static``."""

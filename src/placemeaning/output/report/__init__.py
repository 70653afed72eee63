"""The report: portraits of places, as one HTML file that needs nothing else, and as a Word file to edit."""

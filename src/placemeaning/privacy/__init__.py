"""Names and addresses of people: found, proposed, replaced. Nothing here opens a file."""

"""Names and addresses in a study's files: replaced together, looked for, forgotten; the key that says who is who."""

"""Topics of briefings: similarity, spelling variants and suggestions."""

"""Who said it: the tokens around a quote, the cost of each cue, the words of its source (`speakers` decides)."""

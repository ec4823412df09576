"""Article to Annotations: the only package that reaches spaCy."""

"""Article to Annotations: quotes, speakers, entities, times, events.  The only package that imports spaCy."""

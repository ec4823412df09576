"""Names: their forms, the votes on what they stand for, what is told of a person, and who is meant by "she".

forms > votes (`entities` gathers them);  forms > profiles > pronouns > referents (`speakers` and `events` ask them)
"""

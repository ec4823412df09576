"""Names: their forms, the votes on what they stand for, what is told of a person, and who is meant by "she".

name_forms > entity_votes > name_evidence (`entities` gathers them);
name_forms > profiles > coreference (`speakers` asks it)
"""

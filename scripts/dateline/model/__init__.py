"""The records that flow through Dateline: frozen, compared by value, without any reading or writing.

seed -> Article -> Annotations -> Briefing -> Markdown -> Card
"""

"""Analyses to a Briefing: its key points, quotes, timeline and the sentences that they cite."""

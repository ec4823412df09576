"""The events of an article: trigger, factuality, day, readable line and weight (`event_mentions` gathers them)."""

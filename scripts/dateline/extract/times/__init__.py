"""Time expressions: words to lexemes, rules that match their classes, productions that make the values.

lexer > grammar > tense, context > calendar_dates, named_days, relative_times, lengths, clock_times > timexes

The engine knows no language: words, patterns and rules stand in `lang/en/times/`, a rule with its examples.
"""

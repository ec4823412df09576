"""The grammar of time expressions: words to lexemes, rules by what they read, the frame that a reading counts from.

lexer > grammar > years, calendar, named, durations, relative, clock > frame > finish        (`times` runs them)
"""

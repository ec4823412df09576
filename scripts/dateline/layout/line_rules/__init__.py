"""The predicates of the line rules, and the rules themselves in rules.toml."""

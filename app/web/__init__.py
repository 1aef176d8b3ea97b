"""The kit every page uses: dependencies, templates, errors, security, the visitor's case."""

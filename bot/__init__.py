"""Everything that touches the world: Slack, PostgreSQL, files, the clock; decides nothing about an

interview. `assemble` ties it together; `cli` is where an operator comes in.
"""

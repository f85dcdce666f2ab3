"""What happens in a mock interview, and nothing of the world it happens in.

A candidate is asked five questions. Each answer is reviewed by a coach, probed by up to three
follow-ups and closed by feedback; then comes a summary. Everything here is a value or a pure
function: no Slack, no SQL, no clock. A coach only *claims*; `grounding` decides what may be said.

Read in this order: `terms` and `model` (what there is), `events` (what can happen), `effects` (what
must then be done), `flow` (the state machine), `rubric` (how an answer becomes a score), `evidence`
and `grounding` (why nothing is invented), `coach` (who judges), `progress` (whether it helps).
"""

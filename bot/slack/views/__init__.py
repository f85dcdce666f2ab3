"""Views: pure values in, what Slack shows out; no database, no call to Slack, no clock."""

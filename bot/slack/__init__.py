"""What is said to Slack and heard from it; decides nothing about an interview."""

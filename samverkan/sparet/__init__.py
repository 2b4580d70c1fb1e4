"""The trace: what of it a processledare reads, its chain, the operator's acts, and what the logs may not say."""

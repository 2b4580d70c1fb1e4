"""What somebody writes: drafts of it, what waits for a login, and two versions compared or brought together."""

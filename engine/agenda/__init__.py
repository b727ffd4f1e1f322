"""What is to be done by when, on a day: duties of finished runs, and what was recorded as done."""

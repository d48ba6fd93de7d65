"""What people do in their clients: accepted, kept, and exported as CSV."""

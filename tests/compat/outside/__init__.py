"""Programs of other people's, each with the packages it needs in a place of its own."""

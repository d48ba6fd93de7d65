"""Point clouds: read, checked, shown with the images beside them."""

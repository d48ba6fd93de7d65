"""Pictures out of archives and PDFs, with limits on all that their authors chose."""

"""Pictures: opened, measured, turned, written, and shown as frames."""

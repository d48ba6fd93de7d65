"""An app whose jobs do nothing but can be counted: what they publish are events."""

"""What happened: written in the transaction that did it, told to plugins after commit."""

"""What keeps a data folder: its check, its backups, and bringing it back."""

"""Other monitors in the same world. They discover no pages, so they are handed every one."""

"""L0: everything the program says, in Chinese and in English, in one catalogue."""

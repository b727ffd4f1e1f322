"""L7: engines that evaluate a program."""

"""Personal data made unreadable where results are shown: the profiles `full`, `internal`, `external`, `training`."""

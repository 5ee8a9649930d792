"""The year's report of the division (実績報告), from the figures of every duty."""

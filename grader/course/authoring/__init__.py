"""Write exercises and prove them: start reading at `verify`, where an exercise is proved."""

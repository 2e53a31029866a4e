"""`groundswell import`: a person's CSV file, read with some patience, becomes rows for the use cases."""

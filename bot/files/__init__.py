"""What the command line does with plain files, without a database."""

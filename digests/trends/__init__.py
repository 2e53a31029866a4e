"""What departs from what was expected: counts of accounts, week by week, against odds that are honest when small."""

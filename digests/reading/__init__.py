"""What a rep's sentence says: kind, customer, value, reasons, rivals, region, the customer's words. Pure."""

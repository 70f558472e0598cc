"""Any other platform: a program of the customer's own speaks for it, by signed webhooks both ways."""

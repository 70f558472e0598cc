"""WhatsApp: what people write to a number of the Cloud API."""

"""What Messenger, Instagram and WhatsApp share: Meta's webhooks, and how its events are read."""

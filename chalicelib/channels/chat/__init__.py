"""Website chat: the frames and requests of a visitor's browser, in and out."""

"""The product: domain, ports, use-cases, queries, channels, adapters and the edge."""

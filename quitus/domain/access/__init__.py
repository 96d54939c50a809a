"""What lets a device or a software act for somebody at some venues: tokens, their scopes and their limits."""

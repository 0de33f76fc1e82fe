"""What following costs beside reading alone, on the demo world scaled up."""

"""What is measured, one subject in a module. Each has measure(bench), and returns plain values."""

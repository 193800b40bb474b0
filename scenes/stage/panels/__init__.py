"""What stands beside a diagram: words, curves, legends, tables, bars."""

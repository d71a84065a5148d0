"""The results as tables, pictures, and the page docs/performance.md."""

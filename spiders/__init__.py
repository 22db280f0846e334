"""The sites, one module each. What two sites share lives in crawler."""

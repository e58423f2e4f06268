"""What the product does: raw newsletters in, positions of countries out. Knows nothing of Dagster."""

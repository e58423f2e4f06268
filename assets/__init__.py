"""Where stages meet configuration: Dagster definitions and the command line."""

"""Lists that are the rows of a database: DuckDB and PostgreSQL, and the common data models kept in them."""

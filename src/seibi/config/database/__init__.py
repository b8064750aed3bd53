"""Where the data live: an embedded PostgreSQL, or any server named by DATABASE_URL."""

"""The shop behind a SQL database: SQLite for the demo and small shops, PostgreSQL by URL. A module for each subject."""

from shop.sql.adapter import SqlShop
from shop.sql.rows import columns_of

__all__ = ["SqlShop", "columns_of"]

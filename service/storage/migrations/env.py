"""What Alembic runs for each command: the migrations inside the transaction of the connection that it was given."""

from alembic import context

from immunote.service.storage import event_tables  # noqa: F401  its tables are among those of Base
from immunote.service.storage.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()

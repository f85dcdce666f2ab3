"""Where interviews are kept: the schema, the connections, a PostgreSQL of one's own; no decisions.

Errors, and the one question that divides them: would trying again help?

    DatabaseUnavailable
    ├── DatabaseNotReached   perhaps: nobody listens there now, or it is still starting
    └── DatabaseNotUsable    no: a setting, a folder or a schema has to be changed first

Their text is one plain sentence for whoever runs the bot; it never holds a password.
"""


class DatabaseUnavailable(Exception):
    """There is no database to work with; the text says why and, where known, what mends it."""


class DatabaseNotReached(DatabaseUnavailable):
    """Nobody answers; the same call may succeed later."""


class DatabaseNotUsable(DatabaseUnavailable):
    """The same call fails until someone changes a setting, a folder or the schema."""

"""Full-text search over help articles: FTS5 kept by triggers on SQLite, a GIN index on PostgreSQL."""

from collections.abc import Sequence

from alembic import op

revision: str = "b0a4c86d1f27"
down_revision: str | None = "e61f0c2a9b74"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Whoever rebuilds the table `articles` on SQLite must make these triggers again.
SQLITE = (
    "CREATE VIRTUAL TABLE search_articles USING fts5(segmented, content='articles', content_rowid='id')",
    "CREATE TRIGGER search_articles_added AFTER INSERT ON articles BEGIN"
    " INSERT INTO search_articles (rowid, segmented) VALUES (new.id, new.segmented); END",
    "CREATE TRIGGER search_articles_removed AFTER DELETE ON articles BEGIN"
    " INSERT INTO search_articles (search_articles, rowid, segmented)"
    " VALUES ('delete', old.id, old.segmented); END",
    "CREATE TRIGGER search_articles_changed AFTER UPDATE ON articles BEGIN"
    " INSERT INTO search_articles (search_articles, rowid, segmented)"
    " VALUES ('delete', old.id, old.segmented);"
    " INSERT INTO search_articles (rowid, segmented) VALUES (new.id, new.segmented); END",
    "INSERT INTO search_articles (search_articles) VALUES ('rebuild')",
)


def upgrade() -> None:
    """Go forward."""
    if op.get_bind().dialect.name == "sqlite":
        for statement in SQLITE:
            op.execute(statement)
    else:
        op.execute(
            "CREATE INDEX search_articles_words ON articles USING gin (to_tsvector('simple', segmented))"
        )


def downgrade() -> None:
    """Go back."""
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("changed", "removed", "added"):
            op.execute(f"DROP TRIGGER search_articles_{trigger}")
        op.execute("DROP TABLE search_articles")
    else:
        op.execute("DROP INDEX search_articles_words")

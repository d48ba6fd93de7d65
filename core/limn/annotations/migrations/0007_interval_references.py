"""What intervals refer to is kept per statement as well, see migration 0005."""

from django.db import migrations

DROP_FOREIGN_KEYS = """
DO $$ DECLARE one record; BEGIN
    FOR one IN
        SELECT conname AS name FROM pg_constraint
        WHERE contype = 'f' AND conrelid = 'annotations_interval'::regclass
    LOOP
        EXECUTE format('ALTER TABLE annotations_interval DROP CONSTRAINT %I', one.name);
    END LOOP;
END $$;
"""
OUTSIDE = (("job_id", "tasks_job"), ("label_id", "tasks_label"))


def _triggers():
    arguments = ", ".join(f"'{column}', '{table}'" for column, table in OUTSIDE)
    for event in ("INSERT", "UPDATE"):
        yield (
            f"CREATE TRIGGER refer_{event.lower()} AFTER {event} ON annotations_interval "
            "REFERENCING NEW TABLE AS arriving FOR EACH STATEMENT "
            f"EXECUTE FUNCTION annotations_refer({arguments})"
        )
    for column, table in OUTSIDE:
        yield (
            f"CREATE TRIGGER annotations_intervals_referred AFTER DELETE ON {table} "
            "REFERENCING OLD TABLE AS going FOR EACH STATEMENT "
            f"EXECUTE FUNCTION annotations_referred('{column}', 'annotations_interval')"
        )


def keep_per_statement(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = (DROP_FOREIGN_KEYS.rstrip().rstrip(";"), *_triggers())
        schema_editor.execute(";".join(statements), params=None)


class Migration(migrations.Migration):
    # After the one that makes the table: its foreign keys come at that one's end.
    dependencies = [("annotations", "0006_intervals")]
    operations = [migrations.RunPython(keep_per_statement)]

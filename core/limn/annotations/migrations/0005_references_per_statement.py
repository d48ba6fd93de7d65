"""References are kept per statement instead of per row; indexes leave out what has no parent.

PostgreSQL checks a foreign key with a query for each row: three or four for each shape, which
took longer than writing it. Triggers check what all rows of a statement refer to at once, and
refuse the same: rows that refer to nothing, and the end of what rows refer to. A label that is
referred to is locked against its end, as a foreign key does. SQLite keeps its foreign keys.
"""

import django.db.models.deletion
from django.db import migrations, models

TABLES = {
    "tag": (),
    "track": (("parent_id", "annotations_track"),),
    "shape": (("parent_id", "annotations_shape"), ("track_id", "annotations_track")),
}
OUTSIDE = (("job_id", "tasks_job"), ("label_id", "tasks_label"))

DROP_FOREIGN_KEYS = """
DO $$ DECLARE one record; BEGIN
    FOR one IN
        SELECT conrelid::regclass AS place, conname AS name FROM pg_constraint
        WHERE contype = 'f' AND conrelid IN
            ('annotations_tag'::regclass, 'annotations_track'::regclass, 'annotations_shape'::regclass)
    LOOP
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.place, one.name);
    END LOOP;
END $$;
"""

# The arguments of both: pairs of a column and the table it refers to, or that refers here by it.
FUNCTIONS = """
CREATE FUNCTION annotations_refer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted bigint[]; locked text; found bigint; pair integer := 0;
BEGIN
    WHILE pair < TG_NARGS LOOP
        EXECUTE format(
            'SELECT array_agg(DISTINCT %1$I) FROM arriving WHERE %1$I IS NOT NULL', TG_ARGV[pair]
        ) INTO wanted;
        -- What is in the same job is safe already, by the lock that each writer has on the job.
        locked := CASE WHEN TG_ARGV[pair + 1] LIKE 'tasks%' THEN ' FOR KEY SHARE' ELSE '' END;
        EXECUTE format('SELECT FROM %I WHERE id = ANY($1)%s', TG_ARGV[pair + 1], locked)
            USING wanted;
        GET DIAGNOSTICS found = ROW_COUNT;
        IF found < cardinality(wanted) THEN
            RAISE foreign_key_violation USING
                MESSAGE = format('%s.%s refers to nothing', TG_TABLE_NAME, TG_ARGV[pair]);
        END IF;
        pair := pair + 2;
    END LOOP;
    RETURN NULL;
END $$;

CREATE FUNCTION annotations_referred() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE gone bigint[]; used boolean; pair integer := 0;
BEGIN
    SELECT array_agg(id) INTO gone FROM going;
    WHILE pair < TG_NARGS LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = ANY($1))',
                       TG_ARGV[pair + 1], TG_ARGV[pair]) INTO used USING gone;
        IF used THEN
            RAISE foreign_key_violation USING
                MESSAGE = format('%s.%s still refers to it', TG_ARGV[pair + 1], TG_ARGV[pair]);
        END IF;
        pair := pair + 2;
    END LOOP;
    RETURN NULL;
END $$;
"""


def _arguments(pairs):
    return ", ".join(f"'{column}', '{table}'" for column, table in pairs)


def _triggers():
    for name, inside in TABLES.items():
        for event in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER refer_{event.lower()} AFTER {event} ON annotations_{name} "
                "REFERENCING NEW TABLE AS arriving FOR EACH STATEMENT "
                f"EXECUTE FUNCTION annotations_refer({_arguments(OUTSIDE + inside)})"
            )
    referring = {table: [] for table in ("tasks_job", "tasks_label", "annotations_track")}
    for name, inside in TABLES.items():
        for column, table in OUTSIDE + inside:
            referring.get(table, []).append((column, f"annotations_{name}"))
    for table, pairs in referring.items():
        yield (
            f"CREATE TRIGGER annotations_referred AFTER DELETE ON {table} "
            "REFERENCING OLD TABLE AS going FOR EACH STATEMENT "
            f"EXECUTE FUNCTION annotations_referred({_arguments(pairs)})"
        )


# Most shapes have nothing below them, and a job of a million is deleted in one statement.
SKELETONS = """
CREATE FUNCTION annotations_skeleton_referred() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM annotations_shape WHERE parent_id = OLD.id)
        -- An update takes rows out and puts them in again.
        AND NOT EXISTS (SELECT FROM annotations_shape WHERE id = OLD.id)
    THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'annotations_shape.parent_id still refers to it';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER annotations_referred AFTER DELETE ON annotations_shape
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.type = 'skeleton')
    EXECUTE FUNCTION annotations_skeleton_referred();
"""

# What zlib packed gets no smaller. LZ4, where the server has it, takes a tenth of the time that
# packing the points of masks took before.
STORAGE = """
ALTER TABLE annotations_change ALTER COLUMN delta SET STORAGE EXTERNAL;
ALTER TABLE annotations_answer ALTER COLUMN answer SET STORAGE EXTERNAL;
DO $$ BEGIN
    ALTER TABLE annotations_shape ALTER COLUMN points SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    RAISE NOTICE 'this server has no LZ4';
END $$;
"""


def keep_per_statement(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = (DROP_FOREIGN_KEYS, FUNCTIONS, *_triggers(), SKELETONS, STORAGE)
        schema_editor.execute(";".join(one.rstrip().rstrip(";") for one in statements), params=None)


def _key(to, related, **more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.DO_NOTHING, related_name=related, to=to, **more
    )


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0004_history_and_answers"),
        ("tasks", "0002_layouts_and_storages"),
    ]
    operations = [
        migrations.RemoveIndex(model_name="shape", name="annotations_track_i_805bc5_idx"),
        *(
            migrations.AlterField(name, field, key)
            for name in ("tag", "track", "shape")
            for field, key in (
                ("job", _key("tasks.job", "+", db_index=False)),
                ("label", _key("tasks.label", "+")),
            )
        ),
        *(
            migrations.AlterField(
                name,
                "parent",
                _key(f"annotations.{name}", "elements", null=True, db_index=False),
            )
            for name in ("track", "shape")
        ),
        migrations.AlterField(
            "shape", "track", _key("annotations.track", "shapes", null=True, db_index=False)
        ),
        *(
            migrations.AddIndex(
                name,
                models.Index(
                    fields=["parent"],
                    condition=models.Q(parent__isnull=False),
                    name=f"{name}_elements",
                ),
            )
            for name in ("track", "shape")
        ),
        migrations.AddIndex(
            "shape",
            models.Index(
                fields=["track", "frame"],
                condition=models.Q(track__isnull=False),
                name="shape_keyframes",
            ),
        ),
        migrations.RunPython(keep_per_statement),
    ]

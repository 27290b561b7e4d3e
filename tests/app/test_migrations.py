"""The schema: from nothing to the newest, once, and the same as the models say."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import migrations
from core.db import driver_url, sqlalchemy_url
from core.model import Base
from migrations.engine import is_ours

# What the catalog knows of our tables: columns, constraints with their definitions, indexes.
CATALOG = """
select table_name || '.' || column_name, data_type || ' ' || is_nullable || coalesce(' ' || column_default, '')
       || ' ' || is_identity
  from information_schema.columns where table_schema = 'public'
union all
select conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
  from pg_constraint where connamespace = 'public'::regnamespace and conrelid <> 0 and contype <> 'n'
union all
select tablename || '.' || indexname, indexdef from pg_indexes where schemaname = 'public'
"""


def catalog(url: str) -> dict[str, str]:
    with psycopg.connect(driver_url(url)) as connection:
        rows = connection.execute(CATALOG).fetchall()
    engine_tables = ("procrastinate_", "truckroll_job", "alembic_version")
    return {name: definition for name, definition in rows if not name.startswith(engine_tables)}


def test_the_migrated_database_is_what_the_models_say(database_url: str) -> None:
    engine = create_engine(sqlalchemy_url(database_url))
    with engine.connect() as connection:
        options = {"include_name": is_ours, "compare_type": True, "compare_server_default": True}
        differences = compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata)
    engine.dispose()
    assert differences == []


def test_every_constraint_is_what_the_models_say(database_url: str, empty_database_url: str) -> None:
    engine = create_engine(sqlalchemy_url(empty_database_url))
    Base.metadata.create_all(engine)
    engine.dispose()
    assert catalog(database_url) == catalog(empty_database_url)


def test_an_upgrade_brings_an_empty_database_to_the_newest_schema(empty_database_url: str) -> None:
    assert migrations.current(empty_database_url) is None
    migrations.upgrade(empty_database_url)
    assert migrations.current(empty_database_url) == migrations.head()


def test_a_second_upgrade_changes_nothing(database_url: str) -> None:
    before = catalog(database_url)
    migrations.upgrade(database_url)
    assert catalog(database_url) == before


def test_processes_that_start_at_once_upgrade_once(empty_database_url: str) -> None:
    with ThreadPoolExecutor(4) as processes:
        list(processes.map(migrations.upgrade, [empty_database_url] * 4))
    assert migrations.current(empty_database_url) == migrations.head()


def test_an_upgrade_works_from_any_directory(empty_database_url: str, tmp_path: Path) -> None:
    with contextlib.chdir(tmp_path):
        migrations.upgrade(empty_database_url)
    assert migrations.current(empty_database_url) == migrations.head()


def test_the_newest_script_by_name_is_the_newest_by_its_chain() -> None:
    assert migrations.head() == ScriptDirectory.from_config(migrations.config()).get_current_head()


ROWS_OF_THE_FIRST_SCHEMA = """
insert into companies (id, name, profile, policy, zone, locale, currency, mailbox, last_number)
  values (1, 'Northgate', 'visit', '{}', 'UTC', 'en_US', 'USD', 'service', 1);
insert into staff (id, company_id, name, email, roles, extra_permissions, active)
  values (1, 1, 'Dora', 'dora@northgate.example', '{dispatcher}', '{}', true),
         (2, 1, 'Tom', 'tom@northgate.example', '{technician}', '{}', true);
insert into technicians (id, company_id, staff_id, name, active) values (1, 1, 2, 'Tom', true);
insert into customers (id, company_id, name) values (1, 1, 'Acme');
insert into sites (id, company_id, customer_id, name, address, zone) values (1, 1, 1, 'HQ', '1 Main St', 'UTC');
insert into equipment (id, company_id, site_id, name) values (1, 1, 1, 'Panel');
insert into work_orders (id, company_id, number, status, type, title, description, customer_id, site_id,
                         coordinator_id, visit_no, version, created_at, terms)
  values (1, 1, 1, 'ready', 'inspection', 'Annual', '', 1, 1, 1, 1, 3, now(), '');
insert into visits (id, company_id, work_order_id, visit_no, window_start, window_end, date_only, schedule_rev,
                    technician_id, confirmation, outcome)
  values (1, 1, 1, 1, now(), now() + interval '2 hours', false, 1, 1, 'none', 'open');
insert into changes (id, company_id, key, at) values (1, 1, 'first', now());
"""


def test_a_database_with_work_orders_of_the_first_schema_comes_up_to_date(empty_database_url: str) -> None:
    engine = create_engine(sqlalchemy_url(empty_database_url))
    with engine.begin() as connection:
        command.upgrade(migrations.config(connection), "0001")
        connection.exec_driver_sql(ROWS_OF_THE_FIRST_SCHEMA)
    engine.dispose()
    migrations.upgrade(empty_database_url)
    with psycopg.connect(driver_url(empty_database_url)) as connection:
        rows = connection.execute("select number, status, priority from work_orders").fetchall()
    assert rows == [(1, "ready", "normal")]

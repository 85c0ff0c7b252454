-- The role that row-level security binds. Roles belong to the whole server, so another database's migration may be
-- making it at this very moment; an administrator may also have made it beforehand.
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'roundsman_scoped') THEN
    CREATE ROLE roundsman_scoped NOLOGIN NOINHERIT;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
--> statement-breakpoint
DO $$ BEGIN
  IF NOT pg_has_role(current_user, 'roundsman_scoped', 'MEMBER') THEN
    EXECUTE format('GRANT roundsman_scoped TO %I', current_user);
  END IF;
END $$;
--> statement-breakpoint

-- The organisation that the unit of work named; null when it named none, which matches no row.
CREATE FUNCTION current_organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
RETURN nullif(current_setting('roundsman.organisation_id', true), '')::uuid;
--> statement-breakpoint

-- Gives every table of organisations its policy and rights; a migration that adds tables calls it as its last statement.
-- Partitions get neither: they are reached through their parent only. Tables of the installation stay closed.
CREATE FUNCTION guard_organisation_tables() RETURNS void LANGUAGE plpgsql AS $$
DECLARE guarded record;
BEGIN
  GRANT USAGE ON SCHEMA public TO roundsman_scoped;
  FOR guarded IN
    SELECT class.oid::regclass AS name, CASE class.relname WHEN 'organisations' THEN 'id' ELSE 'organisation_id' END AS owner
    FROM pg_class class
    WHERE class.relnamespace = 'public'::regnamespace AND class.relkind IN ('r', 'p')
      AND NOT class.relispartition AND NOT class.relrowsecurity
      AND (class.relname = 'organisations' OR EXISTS (
        SELECT FROM pg_attribute WHERE attrelid = class.oid AND attname = 'organisation_id' AND NOT attisdropped))
  LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded.name);
    EXECUTE format(
      'CREATE POLICY own_organisation ON %s TO roundsman_scoped USING (%I = current_organisation()) WITH CHECK (%I = current_organisation())',
      guarded.name, guarded.owner, guarded.owner);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO roundsman_scoped', guarded.name);
  END LOOP;
END $$;
--> statement-breakpoint
SELECT guard_organisation_tables();
--> statement-breakpoint

-- History is appended, never rewritten; erasure and retention run as the owner of the tables.
REVOKE UPDATE, DELETE ON events, custody_entries, action_records, job_outcomes, address_geocodes, address_corrections
  FROM roundsman_scoped;
--> statement-breakpoint
REVOKE INSERT, DELETE ON organisations FROM roundsman_scoped;
--> statement-breakpoint

-- Appends an array of events and answers the last number given out. Numbers are gapless per organisation and in the
-- order of commits, because the counter's row stays locked until then: call it once, together with COMMIT.
CREATE FUNCTION append_events(organisation uuid, new_events jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  added integer := jsonb_array_length(new_events);
  last bigint;
BEGIN
  INSERT INTO event_counters AS counter (organisation_id, last_seq) VALUES (organisation, added)
  ON CONFLICT (organisation_id) DO UPDATE SET last_seq = counter.last_seq + excluded.last_seq
  RETURNING counter.last_seq INTO last;

  INSERT INTO events (organisation_id, seq, id, type, subject_kind, subject_id, occurred_at, recorded_at, actor_kind, actor_id, data)
  SELECT organisation, last - added + number, (event ->> 'id')::uuid, event ->> 'type',
    event ->> 'subject_kind', (event ->> 'subject_id')::uuid,
    (event ->> 'occurred_at')::timestamptz, (event ->> 'recorded_at')::timestamptz,
    event ->> 'actor_kind', event ->> 'actor_id', coalesce(event -> 'data', '{}')
  FROM jsonb_array_elements(new_events) WITH ORDINALITY AS given(event, number);

  RETURN last;
END $$;
--> statement-breakpoint

-- Nothing is ever refused for want of a month.
CREATE TABLE events_default PARTITION OF events DEFAULT;
--> statement-breakpoint
CREATE TABLE positions_default PARTITION OF positions DEFAULT;
--> statement-breakpoint

-- Makes the partitions of this month and the months ahead, moving what waited for them in the default partition.
-- Answers how many it made. The day is handed in: time is not the database's to tell.
CREATE FUNCTION ensure_partitions(months_ahead integer, today date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  parent record;
  month date;
  partition text;
  made integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(20230913, 3);
  FOR parent IN SELECT * FROM (VALUES ('events', 'recorded_at'), ('positions', 'device_at')) AS parents(name, key) LOOP
    FOR ahead IN 0..months_ahead LOOP
      month := (date_trunc('month', today::timestamp) + make_interval(months => ahead))::date;
      partition := parent.name || to_char(month, '_YYYY_MM');
      CONTINUE WHEN to_regclass('public.' || partition) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition, parent.name);
      EXECUTE format(
        'WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
        parent.name || '_default', parent.key, month || ' 00:00Z', parent.key, (month + interval '1 month')::date || ' 00:00Z', partition);
      EXECUTE format(
        'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)',
        parent.name, partition, month || ' 00:00Z', (month + interval '1 month')::date || ' 00:00Z');
      made := made + 1;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;
--> statement-breakpoint

-- Removes whole months of a partitioned table that ended before the day given; answers how many.
CREATE FUNCTION drop_partitions_before(parent text, oldest_kept date) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  old regclass;
  dropped integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(20230913, 3);
  FOR old IN
    SELECT child.oid::regclass
    FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid
    WHERE inhparent = ('public.' || quote_ident(parent))::regclass
      AND child.relname ~ '_[0-9]{4}_[0-9]{2}$'
      AND to_date(right(child.relname, 7), 'YYYY_MM') + interval '1 month' <= oldest_kept
  LOOP
    EXECUTE format('DROP TABLE %s', old);
    dropped := dropped + 1;
  END LOOP;
  RETURN dropped;
END $$;

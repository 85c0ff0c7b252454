/** Numbered steps of the edge program's own database; a step is never changed once released. Times are ms since 1970, UTC. */
export const schemaSteps: readonly string[] = [
  `
  CREATE TABLE observations (
    component_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    severity INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 3),
    reason TEXT,
    total_ms INTEGER NOT NULL,
    PRIMARY KEY (component_id, at_ms)
  ) STRICT, WITHOUT ROWID;

  -- A stretch of time in which a component was seen in one state. A gap between two is time without record.
  CREATE TABLE state_spans (
    component_id TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL CHECK (to_ms >= from_ms),
    level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
    detail TEXT,
    PRIMARY KEY (component_id, from_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incidents (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('investigating', 'identified', 'monitoring', 'resolved')),
    example INTEGER NOT NULL DEFAULT 0 CHECK (example IN (0, 1)),
    started_ms INTEGER NOT NULL,
    resolved_ms INTEGER,
    next_update_ms INTEGER,
    post_mortem TEXT,
    post_mortem_ms INTEGER,
    created_ms INTEGER NOT NULL,
    CHECK ((state = 'resolved') = (resolved_ms IS NOT NULL))
  ) STRICT;

  CREATE TABLE incident_components (
    incident_id TEXT NOT NULL REFERENCES incidents (id),
    component_id TEXT NOT NULL,
    impact TEXT NOT NULL CHECK (impact IN ('degraded', 'partial_outage', 'major_outage')),
    from_ms INTEGER NOT NULL,
    -- Open until the impact changed, the component was taken out, or the incident was resolved.
    to_ms INTEGER,
    PRIMARY KEY (incident_id, component_id, from_ms)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE maintenances (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('scheduled', 'in_progress', 'completed')),
    scheduled_from_ms INTEGER NOT NULL,
    scheduled_until_ms INTEGER NOT NULL CHECK (scheduled_until_ms > scheduled_from_ms),
    began_ms INTEGER,
    completed_ms INTEGER,
    created_ms INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE maintenance_components (
    maintenance_id TEXT NOT NULL REFERENCES maintenances (id),
    component_id TEXT NOT NULL,
    PRIMARY KEY (maintenance_id, component_id)
  ) STRICT, WITHOUT ROWID;

  -- Words to the public on an incident or a maintenance, with who wrote them (never shown).
  CREATE TABLE updates (
    id TEXT PRIMARY KEY,
    about_id TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    next_update_ms INTEGER,
    written_by TEXT NOT NULL
  ) STRICT;
  CREATE INDEX updates_by_subject ON updates (about_id, at_ms);

  CREATE TABLE idempotent_answers (
    writer TEXT NOT NULL,
    key TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    status INTEGER NOT NULL,
    answer TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (writer, key)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX idempotent_answers_by_age ON idempotent_answers (created_ms);
  `,
  `
  -- What share of clients each edge should have, and why nobody or somebody changed it.
  CREATE TABLE edge_standings (
    edge_id TEXT PRIMARY KEY,
    weight INTEGER NOT NULL CHECK (weight IN (0, 10, 50, 100)),
    since_ms INTEGER NOT NULL,
    last_bad_ms INTEGER NOT NULL,
    relapses INTEGER NOT NULL,
    held INTEGER NOT NULL CHECK (held IN (0, 1))
  ) STRICT;

  CREATE TABLE steering_log (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    edge_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('drain', 'readmit', 'page')),
    weight INTEGER NOT NULL,
    why TEXT NOT NULL,
    -- 'monitor' or operator:<id>.
    by TEXT NOT NULL,
    dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
    evidence TEXT NOT NULL
  ) STRICT;
  CREATE INDEX steering_log_by_time ON steering_log (at_ms);

  -- What each steering port answered to a change.
  CREATE TABLE steering_results (
    change_id TEXT NOT NULL REFERENCES steering_log (id),
    port TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    milliseconds INTEGER NOT NULL,
    -- Null when it was carried out.
    fault TEXT,
    PRIMARY KEY (change_id, port)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE manifests (
    version INTEGER PRIMARY KEY,
    manifest TEXT NOT NULL,
    signature TEXT NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT;

  -- An incident that the monitor wrote and nobody has published or dropped yet.
  CREATE TABLE drafts (
    id TEXT PRIMARY KEY,
    edge_id TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'published', 'dropped')),
    incident_id TEXT,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    affected TEXT NOT NULL,
    evidence TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    created_ms INTEGER NOT NULL
  ) STRICT;
  `,
  `
  ALTER TABLE steering_log ADD COLUMN by_name TEXT;

  -- An edge that a person took out. Ended when it was brought back, or when the monitor took over.
  CREATE TABLE hand_drains (
    id TEXT PRIMARY KEY,
    edge_id TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('drain', 'practice')),
    reason TEXT,
    by TEXT NOT NULL,
    maintenance_id TEXT NOT NULL,
    from_ms INTEGER NOT NULL,
    -- Null: until somebody brings it back.
    until_ms INTEGER,
    ended_ms INTEGER
  ) STRICT;
  CREATE INDEX hand_drains_running ON hand_drains (edge_id) WHERE ended_ms IS NULL;

  -- What was seen over each edge in ten seconds: clients' requests and looks, and those that a sibling had to answer.
  CREATE TABLE edge_traffic (
    edge_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    good INTEGER NOT NULL,
    bad INTEGER NOT NULL,
    PRIMARY KEY (edge_id, at_ms)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Who wants to be told. Personal data: gone with the row, when they unsubscribe or never confirmed.
  CREATE TABLE subscribers (
    id TEXT PRIMARY KEY,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
    address TEXT NOT NULL,
    -- JSON list of components; null is everything. What was asked for counts once it is confirmed.
    component_ids TEXT,
    asked_component_ids TEXT,
    secret TEXT,
    asked_secret TEXT,
    asked_ms INTEGER NOT NULL,
    asked_times INTEGER NOT NULL,
    confirmed_ms INTEGER,
    UNIQUE (channel, address)
  ) STRICT;

  -- One word to one subscriber, or the question whether they want any (no update).
  CREATE TABLE notices (
    id TEXT PRIMARY KEY,
    subscriber_id TEXT NOT NULL REFERENCES subscribers (id) ON DELETE CASCADE,
    update_id TEXT REFERENCES updates (id),
    made_ms INTEGER NOT NULL,
    -- Null when it was handed over or given up.
    due_ms INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    sent_ms INTEGER,
    fault TEXT,
    UNIQUE (subscriber_id, update_id)
  ) STRICT;
  CREATE INDEX notices_due ON notices (due_ms) WHERE due_ms IS NOT NULL;
  CREATE INDEX notices_by_age ON notices (made_ms);

  -- Updates up to this one are told; those of before there were subscribers are nobody's news.
  CREATE TABLE told_until (one INTEGER PRIMARY KEY CHECK (one = 1), update_rowid INTEGER NOT NULL) STRICT;
  INSERT INTO told_until SELECT 1, coalesce(max(rowid), 0) FROM updates;
  `,
  `
  -- What the records said when the post-mortem was published: the figures outlive what they came from.
  ALTER TABLE incidents ADD COLUMN post_mortem_records TEXT;
  `,
  `
  -- Requests in five minutes, from the platform's own figures; an empty organisation is all of them.
  CREATE TABLE request_counts (
    component_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    requests INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    PRIMARY KEY (component_id, organisation_id, at_ms)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX request_counts_by_age ON request_counts (at_ms);
  `,
  `
  -- Shared rows that changed here and were not sent yet; nothing is noted while those of others are put in.
  CREATE TABLE changed_rows (
    table_name TEXT NOT NULL,
    key TEXT NOT NULL,
    mark INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (table_name, key)
  ) STRICT;
  CREATE TABLE sharing_state (one INTEGER PRIMARY KEY CHECK (one = 1), muted INTEGER NOT NULL) STRICT;
  INSERT INTO sharing_state VALUES (1, 1);
  `,
  `
  -- What a draft is about (an edge, the platform, traffic of a component), whom it touches, and when that was over.
  ALTER TABLE drafts ADD COLUMN subject TEXT;
  ALTER TABLE drafts ADD COLUMN is_dry INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE drafts ADD COLUMN organisations TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE drafts ADD COLUMN evidence_words TEXT NOT NULL DEFAULT '';
  ALTER TABLE drafts ADD COLUMN over_ms INTEGER;
  -- Drafts of before never ended: they say nothing of today.
  UPDATE drafts SET subject = edge_id;
  UPDATE drafts SET over_ms = created_ms
   WHERE edge_id NOT IN (SELECT edge_id FROM edge_standings WHERE weight < 100);
  CREATE INDEX drafts_by_subject ON drafts (subject, created_ms);
  CREATE INDEX steering_log_by_kind ON steering_log (kind, at_ms);

  -- What a person is called for. Told until somebody acts (acknowledged) or it is over (ended).
  CREATE TABLE alerts (
    id TEXT PRIMARY KEY,
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    lines TEXT NOT NULL,
    component_ids TEXT NOT NULL,
    draft_id TEXT,
    since_ms INTEGER NOT NULL,
    -- When it is told next; null: not any more.
    next_ms INTEGER,
    told_ms INTEGER,
    told_times INTEGER NOT NULL DEFAULT 0,
    -- When the first contact was reached.
    reached_ms INTEGER,
    acknowledged_ms INTEGER,
    acknowledged_by TEXT,
    ended_ms INTEGER
  ) STRICT;
  CREATE INDEX alerts_open ON alerts (key) WHERE ended_ms IS NULL;

  -- One message about some alerts, to every contact.
  CREATE TABLE alert_messages (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('call', 'over')),
    alert_ids TEXT NOT NULL,
    made_ms INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE alert_deliveries (
    id TEXT PRIMARY KEY,
    message_id TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
    address TEXT NOT NULL,
    -- Null when it was handed over or given up.
    due_ms INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    sent_ms INTEGER,
    fault TEXT
  ) STRICT;
  CREATE INDEX alert_deliveries_due ON alert_deliveries (due_ms) WHERE due_ms IS NOT NULL;
  `,
  `
  -- How much of it were looks of probes: what people met is the rest.
  ALTER TABLE edge_traffic ADD COLUMN good_looks INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE edge_traffic ADD COLUMN bad_looks INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- How each way of steering stands to what it should be, as the program that acts knows it.
  CREATE TABLE port_states (
    port TEXT PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'trying')),
    since_ms INTEGER NOT NULL,
    fault TEXT
  ) STRICT;
  `,
  `
  -- What is too old goes while the program runs: never by reading all of two weeks.
  CREATE INDEX observations_by_age ON observations (at_ms);
  CREATE INDEX edge_traffic_by_age ON edge_traffic (at_ms);
  `,
];

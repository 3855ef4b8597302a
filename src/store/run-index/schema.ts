/**
 * The tables of `index.db`, one migration per `user_version`. Times are milliseconds since 1970 UTC by the
 * log's clock; columns named `..._json` hold JSON.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE positions (
    partition INTEGER PRIMARY KEY,
    offset INTEGER NOT NULL,
    first_offset INTEGER NOT NULL,
    first_timestamp INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE repositories (
    name TEXT PRIMARY KEY,
    id INTEGER NOT NULL,
    url TEXT,
    default_branch TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE secret_names (
    repository TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (repository, name)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE deliveries (
    sequence INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    delivery TEXT NOT NULL,
    forge TEXT NOT NULL,
    event TEXT NOT NULL,
    ref TEXT NOT NULL,
    sha TEXT NOT NULL,
    actor TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    status TEXT NOT NULL,
    handled_at INTEGER,
    reason TEXT,
    workflows_json TEXT NOT NULL DEFAULT '[]',
    payload_json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX deliveries_by_identity ON deliveries (repository, delivery, sequence);

  CREATE TABLE workflows (
    id INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX workflows_by_path ON workflows (repository, path);

  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    repository TEXT NOT NULL,
    number INTEGER NOT NULL,
    workflow INTEGER NOT NULL,
    path TEXT NOT NULL,
    workflow_name TEXT NOT NULL,
    title TEXT NOT NULL,
    delivery TEXT NOT NULL,
    event TEXT NOT NULL,
    actor TEXT NOT NULL,
    triggering_actor TEXT NOT NULL,
    branch TEXT,
    sha TEXT NOT NULL,
    message TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    status TEXT NOT NULL,
    conclusion TEXT,
    reason TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    completed_at INTEGER
  ) STRICT;
  CREATE UNIQUE INDEX runs_by_number ON runs (repository, number);
  CREATE INDEX runs_by_time ON runs (created_at, id);
  CREATE INDEX runs_of_repository ON runs (repository, created_at, id);
  CREATE INDEX runs_by_status ON runs (status, created_at, id);
  CREATE INDEX runs_by_branch ON runs (repository, branch, created_at, id);
  CREATE INDEX runs_by_workflow ON runs (workflow, created_at, id);
  CREATE INDEX runs_by_sha ON runs (sha, created_at, id);

  CREATE TABLE run_facts (
    run INTEGER PRIMARY KEY,
    facts_json TEXT,
    errors_json TEXT NOT NULL
  ) STRICT;

  CREATE TABLE run_attempts (
    run INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    actor TEXT NOT NULL,
    status TEXT NOT NULL,
    conclusion TEXT,
    reason TEXT,
    started_at INTEGER NOT NULL,
    completed_at INTEGER,
    carried_json TEXT NOT NULL,
    PRIMARY KEY (run, attempt)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    run_attempt INTEGER NOT NULL,
    key TEXT NOT NULL,
    leg INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    name TEXT NOT NULL,
    folder TEXT NOT NULL,
    leg_json TEXT NOT NULL,
    labels_json TEXT NOT NULL DEFAULT '[]',
    continue_on_error INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL,
    conclusion TEXT,
    reason TEXT,
    returned INTEGER NOT NULL DEFAULT 0,
    worker TEXT,
    worker_name TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,
    outputs_json TEXT NOT NULL DEFAULT '{}',
    annotations_json TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  CREATE INDEX jobs_of_run ON jobs (run, run_attempt);
  CREATE INDEX jobs_of_worker ON jobs (worker) WHERE status <> 'completed';
  CREATE INDEX jobs_unfinished ON jobs (status) WHERE status <> 'completed';

  CREATE TABLE steps (
    job INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    file TEXT,
    status TEXT NOT NULL,
    conclusion TEXT,
    started_at INTEGER,
    completed_at INTEGER,
    lines INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    summary TEXT,
    annotations_json TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (job, number)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  ALTER TABLE runs ADD COLUMN head_commit_json TEXT;
  `,
  `
  CREATE INDEX runs_by_delivery ON runs (repository, delivery);
  CREATE INDEX runs_by_completion ON runs (completed_at);
  `,
  `
  CREATE TABLE output_positions (
    partition INTEGER PRIMARY KEY,
    next_offset INTEGER NOT NULL
  ) STRICT;
  `,
  // What is there has neither states nor marks: it is made again, from the beginning of the log.
  `
  DELETE FROM repositories;
  DELETE FROM secret_names;
  DELETE FROM deliveries;
  DELETE FROM workflows;
  DELETE FROM runs;
  DELETE FROM run_facts;
  DELETE FROM run_attempts;
  DELETE FROM jobs;
  DELETE FROM steps;

  DROP TABLE positions;
  CREATE TABLE positions (
    partition INTEGER PRIMARY KEY,
    offset INTEGER NOT NULL,
    timestamp INTEGER
  ) STRICT;

  CREATE TABLE fold_states (
    partition INTEGER PRIMARY KEY,
    offset INTEGER NOT NULL,
    timestamp INTEGER,
    state BLOB NOT NULL
  ) STRICT;

  CREATE TABLE run_files (
    run INTEGER PRIMARY KEY,
    offset INTEGER NOT NULL,
    timestamp INTEGER NOT NULL,
    is_written INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX run_files_unwritten ON run_files (run) WHERE is_written = 0;

  CREATE INDEX deliveries_by_time ON deliveries (received_at, sequence);
  CREATE INDEX deliveries_of_repository ON deliveries (repository, received_at, sequence);
  `,
  `
  ALTER TABLE jobs ADD COLUMN calls TEXT;
  `,
  // Of runs whose workflow file was rejected; all others have it in their facts. What was projected before has none.
  `
  ALTER TABLE run_facts ADD COLUMN source TEXT;
  `,
  `
  ALTER TABLE workflows ADD COLUMN dispatch_json TEXT;
  CREATE INDEX deliveries_by_status ON deliveries (status, received_at, sequence);
  `,
];

/** The tables of what is shown, for beginning anew. */
export const TABLES = [
  'repositories',
  'secret_names',
  'deliveries',
  'workflows',
  'runs',
  'run_facts',
  'run_attempts',
  'jobs',
  'steps',
  'output_positions',
  'run_files',
] as const;

-- The embedded account. Instants are unix seconds UTC, spent dates are local dates of the
-- account's zone, booked time is whole seconds without a running timer. `started` and `ended` are
-- local times of day in minutes since midnight, in accounts that track start and end. Of passwords
-- and tokens only digests are here; "" is none.

CREATE TABLE account (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  name             TEXT    NOT NULL,
  zone             TEXT    NOT NULL,
  hours_format     TEXT    NOT NULL DEFAULT 'hours_minutes'
                   CHECK (hours_format IN ('hours_minutes', 'decimal')),
  decimal_symbol   TEXT    NOT NULL DEFAULT '.' CHECK (decimal_symbol IN ('.', ',')),
  clock            TEXT    NOT NULL DEFAULT '24h' CHECK (clock IN ('12h', '24h')),
  week_start       INTEGER NOT NULL DEFAULT 0 CHECK (week_start BETWEEN 0 AND 6),
  timestamp_timers INTEGER NOT NULL DEFAULT 0 CHECK (timestamp_timers IN (0, 1))
) STRICT;

CREATE TABLE person (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  first_name TEXT    NOT NULL,
  last_name  TEXT    NOT NULL DEFAULT '',
  email      TEXT    NOT NULL COLLATE NOCASE UNIQUE,
  is_admin   INTEGER NOT NULL DEFAULT 0 CHECK (is_admin IN (0, 1)),
  is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  password   TEXT    NOT NULL DEFAULT '',
  token      TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX person_of_token ON person (token) WHERE token <> '';

CREATE TABLE client (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL,
  is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE project (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  client_id  INTEGER NOT NULL REFERENCES client (id),
  name       TEXT    NOT NULL,
  code       TEXT    NOT NULL DEFAULT '',
  is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  billable   INTEGER NOT NULL DEFAULT 1 CHECK (billable IN (0, 1)),
  notes      TEXT    NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE INDEX project_of_client ON project (client_id);

CREATE TABLE task (
  id                  INTEGER PRIMARY KEY AUTOINCREMENT,
  name                TEXT    NOT NULL,
  billable_by_default INTEGER NOT NULL DEFAULT 1 CHECK (billable_by_default IN (0, 1)),
  is_default          INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
  is_active           INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at          INTEGER NOT NULL,
  updated_at          INTEGER NOT NULL
) STRICT;

CREATE TABLE task_assignment (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  project_id INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
  task_id    INTEGER NOT NULL REFERENCES task (id) ON DELETE CASCADE,
  is_active  INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (project_id, task_id)
) STRICT;

CREATE INDEX assignment_of_task ON task_assignment (task_id);

CREATE TABLE time_entry (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  person_id        INTEGER NOT NULL REFERENCES person (id),
  project_id       INTEGER NOT NULL REFERENCES project (id),
  task_id          INTEGER NOT NULL REFERENCES task (id),
  spent_date       TEXT    NOT NULL CHECK (spent_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  seconds          INTEGER NOT NULL DEFAULT 0 CHECK (seconds >= 0),
  notes            TEXT    NOT NULL DEFAULT '',
  timer_started_at INTEGER,
  is_closed        INTEGER NOT NULL DEFAULT 0 CHECK (is_closed IN (0, 1)),
  is_billed        INTEGER NOT NULL DEFAULT 0 CHECK (is_billed IN (0, 1)),
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  started          INTEGER CHECK (started BETWEEN 0 AND 1439),
  ended            INTEGER CHECK (ended BETWEEN 0 AND 1439)
) STRICT;

CREATE UNIQUE INDEX one_timer_a_person ON time_entry (person_id) WHERE timer_started_at IS NOT NULL;
CREATE INDEX entry_of_day ON time_entry (person_id, spent_date);
CREATE INDEX entry_of_project ON time_entry (project_id, task_id);
CREATE INDEX entry_of_task ON time_entry (task_id);
CREATE INDEX entry_by_change ON time_entry (updated_at);

-- Where imported rows come from: `source` names the account elsewhere. Of a time entry also the
-- date that it has there, and a digest of what was imported, so that a change here is seen.
CREATE TABLE origin (
  source     TEXT    NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('client', 'project', 'task', 'time_entry')),
  remote_id  INTEGER NOT NULL,
  local_id   INTEGER NOT NULL,
  spent_date TEXT    NOT NULL DEFAULT '',
  content    TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (source, kind, remote_id)
) STRICT;

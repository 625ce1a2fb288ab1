-- What Windrow remembers by itself for one account. Dates are local dates, instants are UTC, both
-- in ISO form; an entry is kept as JSON.

CREATE TABLE belongs (
    to_whom TEXT NOT NULL
) STRICT;

-- The journal. An edit is open once it was taken back; a thing is an entry under all its ids, of
-- which the first one tells its place among others.

CREATE TABLE step (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL,
    what TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE thing (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    known TEXT,
    first_id INTEGER
) STRICT;

CREATE UNIQUE INDEX thing_of_entry ON thing (person_id, entry_id);

CREATE TABLE edit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    thing_id INTEGER NOT NULL REFERENCES thing (id),
    before TEXT,
    after TEXT,
    taken_back INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Who takes a step back just now, so that nobody else does; void a minute after its instant.

CREATE TABLE claim (
    person_id INTEGER PRIMARY KEY,
    step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    by TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- An edit that is half taken back; of an entry that is made anew the old one may be left over.

CREATE TABLE half (
    step_id INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
    thing_id INTEGER NOT NULL,
    leftover TEXT,
    PRIMARY KEY (step_id, thing_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX edit_of_step ON edit (step_id);
CREATE INDEX edit_of_thing ON edit (thing_id);

-- The days that were read.

CREATE TABLE day (
    person_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (person_id, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE entry (
    person_id INTEGER NOT NULL,
    id INTEGER NOT NULL,
    date TEXT NOT NULL,
    project_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    hour INTEGER,
    searched TEXT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (person_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX entry_of_day ON entry (person_id, date);

CREATE TABLE favourite (
    person_id INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    task_id INTEGER NOT NULL,
    PRIMARY KEY (person_id, project_id, task_id)
) STRICT, WITHOUT ROWID;

-- When a person was at the desk on the latest day: first and last sign, and breaks between them.

CREATE TABLE attendance (
    person_id INTEGER NOT NULL,
    date TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    breaks TEXT NOT NULL,
    PRIMARY KEY (person_id, date)
) STRICT, WITHOUT ROWID;

-- How the account shows things, as it was told last.

CREATE TABLE account (
    json TEXT NOT NULL
) STRICT;

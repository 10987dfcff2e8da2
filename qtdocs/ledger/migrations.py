"""The shape of the ledger, as steps from one version to the next; a step that was once taken never changes."""

from __future__ import annotations

_FIRST = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- One row for each content, whatever it is called and however often it came.
CREATE TABLE documents (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  media TEXT NOT NULL,
  members TEXT,              -- JSON: what a mail or an archive holds; NULL for what is neither
  outcome TEXT,              -- NULL until it was read
  reading TEXT,              -- JSON: the forms in it, or its words
  reader TEXT                -- which program and which forms read it
) STRICT;

CREATE TABLE parcels (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  letter TEXT,               -- JSON: sender, subject, time of a mail
  registered TEXT            -- JSON: the row of the register
) STRICT;

-- One row for each arrival of a document; parcel is NULL for what belongs to none (a mailbox, a lock file).
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  parcel INTEGER REFERENCES parcels (id),
  name TEXT NOT NULL,
  origin TEXT NOT NULL,      -- the file on the disk that held it when it was collected
  sha256 TEXT REFERENCES documents (sha256),
  size INTEGER NOT NULL,
  media TEXT NOT NULL,
  outcome TEXT,              -- NULL: that of its document
  code TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX attachments_once ON attachments (ifnull(parcel, 0), name, ifnull(sha256, ''));
CREATE INDEX attachments_by_content ON attachments (sha256);

CREATE TABLE entries (
  number TEXT PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL
) STRICT;

-- Which of two versions holds, where a person said so.
CREATE TABLE choices (
  entry TEXT NOT NULL REFERENCES entries (number),
  holds TEXT NOT NULL REFERENCES documents (sha256),
  gives_way TEXT NOT NULL REFERENCES documents (sha256),
  PRIMARY KEY (entry, gives_way)
) STRICT;

-- Nothing is ever changed or removed here; each row carries the digest of the one before it.
CREATE TABLE events (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  subject TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE TRIGGER events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
CREATE TRIGGER events_last BEFORE DELETE ON events BEGIN SELECT RAISE (ABORT, 'events are append-only'); END;
"""

_CONFIRMATIONS = """
-- What a named person saw on a paper: nothing is changed or removed, the last row on a seal counts.
CREATE TABLE confirmations (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES documents (sha256),
  part INTEGER NOT NULL,     -- from 1 where the document holds several forms; else 0
  role TEXT NOT NULL,
  answer TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER confirmations_stay BEFORE UPDATE ON confirmations BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER confirmations_last BEFORE DELETE ON confirmations BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

# What people corrected, let pass, confirmed or refuted.
_CORRECTIONS = """
-- Nothing is changed or removed; the last row on a box counts.
CREATE TABLE corrections (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,       -- the entry's key
  field TEXT NOT NULL,
  paper TEXT NOT NULL,       -- digest of the paper that the entry's values came from
  part INTEGER NOT NULL,     -- from 1 where that paper holds several forms; else 0
  alias TEXT NOT NULL,       -- the key of an entry with the corrected names; empty where no name was corrected
  told TEXT NOT NULL,        -- digest of what was said
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER corrections_last BEFORE DELETE ON corrections BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- What was said, apart from that it was said: a purge takes it away, nothing else may.
CREATE TABLE correction_values (
  correction INTEGER PRIMARY KEY REFERENCES corrections (id),
  told TEXT NOT NULL         -- JSON
) STRICT;
CREATE TRIGGER correction_values_stay BEFORE UPDATE ON correction_values
  BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- Other names under which papers of an entry came.
CREATE TABLE aliases (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,
  alias TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER aliases_stay BEFORE UPDATE ON aliases BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER aliases_last BEFORE DELETE ON aliases BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- What people said of findings: the last row on a finding counts, an empty one takes it back.
CREATE TABLE rulings (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,       -- the entry's key; empty for a finding of none
  finding TEXT NOT NULL,     -- digest of what the finding says
  code TEXT NOT NULL,
  ruling TEXT NOT NULL,      -- waived, confirmed, refuted, or empty
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER rulings_stay BEFORE UPDATE ON rulings BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER rulings_last BEFORE DELETE ON rulings BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

_STANDINGS = """
-- Every move of an entry from one state to another: nothing is changed or removed, the last one is where it stands.
CREATE TABLE standings (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entries (number),
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  who TEXT NOT NULL,
  because TEXT NOT NULL,
  papers TEXT NOT NULL,      -- digests of the papers that held then, with blanks between them
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER standings_stay BEFORE UPDATE ON standings BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER standings_last BEFORE DELETE ON standings BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

_INSPECTIONS = """
-- What people looked up elsewhere (人工核查): nothing is changed or removed, each word stays readable.
CREATE TABLE inspections (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL REFERENCES entries (number),
  rule TEXT NOT NULL,
  who TEXT NOT NULL,
  place TEXT NOT NULL,       -- where they looked
  day TEXT NOT NULL,         -- when they looked, ISO 8601; empty where they did not say
  result TEXT NOT NULL,      -- 符合, 不符合, 查不到; empty as long as there is none
  remark TEXT NOT NULL,
  book TEXT NOT NULL,        -- the copy it was read from; empty for the workspace's own
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER inspections_stay BEFORE UPDATE ON inspections BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER inspections_last BEFORE DELETE ON inspections BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

# Rounds of letters: what was asked of whom, until when.
_LETTERS = """
CREATE TABLE letters (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,        -- 收件回执, 补正通知
  round INTEGER NOT NULL,
  addressee TEXT NOT NULL,
  letter TEXT NOT NULL,      -- JSON: entries, points, days
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER letters_stay BEFORE UPDATE ON letters BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER letters_last BEFORE DELETE ON letters BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- Whether applicants may mend where the notice does not let them; the last row counts.
CREATE TABLE permits (
  id INTEGER PRIMARY KEY,
  allowed INTEGER NOT NULL,
  who TEXT NOT NULL,
  why TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER permits_stay BEFORE UPDATE ON permits BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER permits_last BEFORE DELETE ON permits BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

_REGISTRY = """
-- What the association knows of teams and of earlier seasons: nothing is changed, the last row of a key counts.
CREATE TABLE registry (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,        -- registration, title, renaming, complaint, past; with dropped before it: no longer
  key TEXT NOT NULL,         -- what tells it from other rows of its kind
  value TEXT NOT NULL,       -- JSON
  at TEXT NOT NULL
) STRICT;
CREATE INDEX registry_by_key ON registry (kind, key);
CREATE TRIGGER registry_stay BEFORE UPDATE ON registry BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER registry_last BEFORE DELETE ON registry BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

# Texts of earlier seasons, and what was found by comparing texts.
_LIBRARY = """
-- Texts of earlier seasons, to be compared with this season's; never mixed with its documents.
CREATE TABLE library (
  id INTEGER PRIMARY KEY,
  season TEXT NOT NULL,      -- as people call it: 2025
  organisation TEXT NOT NULL,
  team TEXT NOT NULL,
  file TEXT NOT NULL,
  basis TEXT NOT NULL,       -- pixels where it was recognised on pictures
  digest TEXT NOT NULL,      -- of the text
  words TEXT NOT NULL,
  UNIQUE (season, organisation, team, digest)
) STRICT;

-- What the last comparison of texts found: places alone, no text. It can be made again at any time.
CREATE TABLE comparisons (
  key TEXT PRIMARY KEY,      -- of the texts and the method
  found TEXT NOT NULL        -- JSON
) STRICT;
"""

# What is held, and what was purged.
_PURGES = """
-- What may not be purged for now; released by a later row of the same entry.
CREATE TABLE holds (
  id INTEGER PRIMARY KEY,
  entry TEXT NOT NULL,       -- the entry's number
  reason TEXT NOT NULL,      -- 异议 or 归档; empty releases
  why TEXT NOT NULL,
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER holds_stay BEFORE UPDATE ON holds BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER holds_last BEFORE DELETE ON holds BEGIN SELECT RAISE (ABORT, 'append-only'); END;

-- What was purged: nothing of its content, only that it was there.
CREATE TABLE tombstones (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,        -- crops, originals, contacts, readings
  subject TEXT NOT NULL,     -- digest of the document
  who TEXT NOT NULL,
  at TEXT NOT NULL,
  UNIQUE (kind, subject)
) STRICT;
CREATE TRIGGER tombstones_stay BEFORE UPDATE ON tombstones BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER tombstones_last BEFORE DELETE ON tombstones BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

# Whose seal it should have been when a person looked at it: the word holds for that name alone.
_CONFIRMED_NAMES = """
CREATE TABLE confirmed_names (
  confirmation INTEGER PRIMARY KEY REFERENCES confirmations (id),
  expected TEXT NOT NULL     -- as the form said then; empty where it did not say
) STRICT;
CREATE TRIGGER confirmed_names_stay BEFORE UPDATE ON confirmed_names BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER confirmed_names_last BEFORE DELETE ON confirmed_names BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

# Everything that people and the program did in judging: one row an act, the last one of a kind and key holds.
_JUDGING = """
CREATE TABLE judging (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,        -- expert, seed, draw, ballot, result …
  key TEXT NOT NULL,         -- what tells it from other acts of its kind
  value TEXT NOT NULL,       -- JSON
  who TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX judging_by_key ON judging (kind, key);
CREATE TRIGGER judging_stay BEFORE UPDATE ON judging BEGIN SELECT RAISE (ABORT, 'append-only'); END;
CREATE TRIGGER judging_last BEFORE DELETE ON judging BEGIN SELECT RAISE (ABORT, 'append-only'); END;
"""

# Which workspace this is: a workbook that people filled in must not go into another one's ledger. A ledger that is
# there already takes its first event's digest, so that an old backup that is put back stays the same workspace.
_IDENTITY = """
INSERT INTO settings VALUES (
  'identity',
  coalesce((SELECT substr(digest, 1, 16) FROM events ORDER BY id LIMIT 1), lower(hex(randomblob(8))))
);
"""

MIGRATIONS: tuple[str, ...] = (
    _FIRST, _CONFIRMATIONS, _CORRECTIONS, _STANDINGS, _INSPECTIONS, _LETTERS, _REGISTRY, _LIBRARY, _PURGES,
    _CONFIRMED_NAMES, _JUDGING, _IDENTITY,
)  # fmt: skip
"""Step n leads from version n to version n + 1; the version is the file's ``user_version``."""

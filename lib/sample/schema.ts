/** The tables of a booking service, as a small product grows them over the years. */

export const TABLES = [
  'settings',
  'categories',
  'services',
  'staff',
  'service_staff',
  'working_hours',
  'users',
  'admins',
  'bookings',
  'payments',
  'reviews',
  'audit_log',
] as const;
export type SampleTable = (typeof TABLES)[number];

export const CREATE_TABLES: Record<SampleTable, string> = {
  settings: `CREATE TABLE settings (
    key         TEXT PRIMARY KEY NOT NULL,
    value       TEXT,
    is_secret   BOOLEAN NOT NULL DEFAULT 0,
    updated_at  DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
  )`,
  categories: `CREATE TABLE categories (
    id         INTEGER PRIMARY KEY,
    parent_id  INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    name_ru    VARCHAR(80) NOT NULL,
    name_en    VARCHAR(80) NOT NULL,
    position   SMALLINT NOT NULL DEFAULT 0
  )`,
  services: `CREATE TABLE services (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    category_id       INTEGER NOT NULL REFERENCES categories (id),
    name_ru           VARCHAR(120) NOT NULL,
    name_en           VARCHAR(120) NOT NULL,
    description       TEXT DEFAULT '',
    price             DECIMAL(10, 2) NOT NULL CHECK (price >= 0),
    duration_minutes  INTEGER NOT NULL DEFAULT 60 CHECK (duration_minutes > 0),
    is_active         BOOLEAN NOT NULL DEFAULT 1,
    created_at        DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
  )`,
  staff: `CREATE TABLE staff (
    id        INTEGER PRIMARY KEY,
    name      VARCHAR(120) NOT NULL,
    hired_on  DATE NOT NULL,
    rating    REAL,
    photo     BLOB
  )`,
  service_staff: `CREATE TABLE service_staff (
    staff_id    INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    service_id  INTEGER NOT NULL REFERENCES services (id) ON DELETE CASCADE,
    commission  REAL NOT NULL DEFAULT 0.4,
    PRIMARY KEY (staff_id, service_id)
  ) WITHOUT ROWID`,
  working_hours: `CREATE TABLE working_hours (
    staff_id  INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
    weekday   TINYINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    opens     TIME NOT NULL,
    closes    TIME NOT NULL,
    PRIMARY KEY (staff_id, weekday)
  )`,
  users: `CREATE TABLE users (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    telegram_id  BIGINT NOT NULL UNIQUE,
    name         VARCHAR(120) NOT NULL,
    phone        VARCHAR(20),
    email        VARCHAR(254),
    language     CHAR(2) NOT NULL DEFAULT 'ru' CHECK (language IN ('ru', 'en')),
    birthday     DATE,
    is_active    BOOLEAN NOT NULL DEFAULT 1,
    balance      DECIMAL(10, 2) NOT NULL DEFAULT 0,
    invited_by   INTEGER REFERENCES users (id) ON DELETE SET NULL,
    preferences  JSON,
    created_at   DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
  )`,
  admins: `CREATE TABLE admins (
    id           INTEGER PRIMARY KEY,
    user_id      INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    role         TEXT NOT NULL DEFAULT 'manager' CHECK (role IN ('owner', 'manager', 'operator')),
    permissions  JSON NOT NULL DEFAULT '[]',
    added_at     DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
  )`,
  bookings: `CREATE TABLE bookings (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    service_id  INTEGER NOT NULL REFERENCES services (id) ON DELETE RESTRICT,
    staff_id    INTEGER REFERENCES staff (id) ON DELETE SET NULL,
    starts_at   DATETIME NOT NULL,
    ends_at     DATETIME NOT NULL,
    status      VARCHAR(16) NOT NULL DEFAULT 'pending'
                CHECK (status IN ('pending', 'confirmed', 'done', 'cancelled', 'no_show')),
    price       DECIMAL(10, 2) NOT NULL,
    is_paid     BOOLEAN NOT NULL DEFAULT 0,
    comment     TEXT,
    created_at  DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    updated_at  DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CHECK (ends_at > starts_at)
  )`,
  payments: `CREATE TABLE payments (
    id            INTEGER PRIMARY KEY,
    booking_id    INTEGER NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    amount        DECIMAL(10, 2) NOT NULL,
    currency      CHAR(3) NOT NULL DEFAULT 'RUB',
    method        VARCHAR(12) NOT NULL,
    provider_ref  CHAR(36) NOT NULL,
    payload       JSON,
    receipt       BLOB,
    paid_at       DATETIME NOT NULL
  )`,
  reviews: `CREATE TABLE reviews (
    id          INTEGER PRIMARY KEY,
    booking_id  INTEGER NOT NULL REFERENCES bookings (id) ON DELETE CASCADE,
    user_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    stars       INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    sentiment   REAL,
    body        TEXT,
    created_at  DATETIME NOT NULL,
    UNIQUE (booking_id, user_id)
  )`,
  audit_log: `CREATE TABLE audit_log (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms      INTEGER NOT NULL,
    actor      TEXT NOT NULL,
    action     TEXT NOT NULL,
    entity     TEXT NOT NULL,
    entity_id  INTEGER,
    details    JSON
  )`,
};

/** Made after the rows: sorting once is much faster than inserting into each in random order. */
export const CREATE_INDEXES = [
  'CREATE UNIQUE INDEX users_phone_key ON users (phone)',
  'CREATE INDEX users_invited_by_idx ON users (invited_by)',
  'CREATE INDEX services_category_idx ON services (category_id, is_active)',
  'CREATE INDEX bookings_user_idx ON bookings (user_id, starts_at DESC)',
  'CREATE INDEX bookings_staff_idx ON bookings (staff_id, starts_at)',
  "CREATE INDEX bookings_pending_idx ON bookings (starts_at) WHERE status = 'pending'",
  'CREATE INDEX payments_booking_idx ON payments (booking_id)',
  'CREATE UNIQUE INDEX payments_provider_ref_key ON payments (provider_ref)',
  'CREATE INDEX reviews_user_idx ON reviews (user_id)',
  'CREATE INDEX audit_log_entity_idx ON audit_log (entity, entity_id, at_ms DESC)',
];

export const CREATE_VIEWS_AND_TRIGGERS = [
  `CREATE VIEW booking_details AS
    SELECT b.id, b.starts_at, b.status, u.name AS client, s.name_ru AS service, t.name AS master, b.price
    FROM bookings b
    JOIN users u ON u.id = b.user_id
    JOIN services s ON s.id = b.service_id
    LEFT JOIN staff t ON t.id = b.staff_id`,
  `CREATE VIEW revenue_by_month AS
    SELECT strftime('%Y-%m', paid_at) AS month, currency, count(*) AS payments, sum(amount) AS revenue
    FROM payments GROUP BY 1, 2`,
  `CREATE TRIGGER bookings_updated_at AFTER UPDATE ON bookings FOR EACH ROW
    WHEN NEW.updated_at = OLD.updated_at
    BEGIN
      UPDATE bookings SET updated_at = CURRENT_TIMESTAMP WHERE id = NEW.id;
    END`,
];

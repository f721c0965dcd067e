/** Who may do what. The one table: server actions, routes and data access all ask here. */
import type { Role } from '../data/dto/person.ts';

const EVERYBODY: readonly Role[] = ['admin', 'lead', 'support'];
const ADMIN: readonly Role[] = ['admin'];

export const PERMISSIONS = {
  // Reading
  'overview.read': EVERYBODY,
  'source.read': EVERYBODY,
  'target.read': EVERYBODY,
  'migration.read': EVERYBODY,
  'run.read': EVERYBODY,
  /** Values of rows: samples and mismatches. Without it they are shown as •••. */
  'run.values': ['admin', 'lead'],
  /** Rows in quarantine; their values under `run.values`. */
  'quarantine.read': EVERYBODY,
  /** The report of a run, its log, and the list of runs as files. */
  'run.export': EVERYBODY,
  'project.read': EVERYBODY,
  'user.read': ADMIN,
  /** Everything that anybody did or was refused, on the page and as a file. */
  'audit.read': ['admin', 'lead'],

  // Sources and targets
  'source.add': ADMIN,
  'source.test': ADMIN,
  'source.remove': ADMIN,
  'source.browse': ADMIN,
  'target.add': ADMIN,
  'target.edit': ADMIN,
  'target.test': ADMIN,
  'target.remove': ADMIN,
  /** What dead runs left there. */
  'target.leftovers': EVERYBODY,
  'target.clean': ADMIN,

  // Migrations and runs
  'migration.create': ADMIN,
  'migration.edit': ADMIN,
  'migration.remove': ADMIN,
  'migration.preview': ADMIN,
  /** How many values a choice would not fit, before it is planned. */
  'migration.count': ADMIN,
  /** The plan's SQL and the overrides, as files. */
  'migration.export': EVERYBODY,
  /** A warning, with a reason. */
  'finding.accept': ['admin', 'lead'],
  'finding.withdraw': ['admin', 'lead'],
  'run.start': ADMIN,
  'run.cancel': ADMIN,
  /** And resume. */
  'run.pause': ADMIN,
  'run.finalise': ADMIN,
  /** The backup file of a finalised run. */
  'run.remove-snapshot': ADMIN,
  'run.rollback': ['admin', 'support'],
  'quarantine.put-in': ADMIN,
  /** One cell of the sample's own target, for the tour. */
  'sample.change': ADMIN,

  // Projects, and their migrations run at once
  'project.create': ADMIN,
  'project.edit': ADMIN,
  'project.members': ADMIN,
  'project.remove': ADMIN,
  'batch.start': ADMIN,
  'batch.retry': ADMIN,
  'batch.cancel': ADMIN,

  // People
  'user.create': ADMIN,
  'user.role': ADMIN,
  'user.password': ADMIN,
  'user.disable': ADMIN,

  // One's own
  'self.preferences': EVERYBODY,
  'self.password': EVERYBODY,
  'self.sessions': EVERYBODY,
  'self.sign-out': EVERYBODY,
} as const satisfies Record<string, readonly Role[]>;

export type PermissionName = keyof typeof PERMISSIONS;

/** Every action that the audit may name: the permissions, what nobody is signed in for, and what the panel does by itself. */
export const AUDITED: readonly string[] = [
  ...Object.keys(PERMISSIONS),
  'session.sign-in',
  'setup.first-admin',
  'run.ended',
  'rollback.preview',
  'rollback.ended',
  'finalise.preview',
  'finalise.ended',
  'clean.ended',
  'quarantine.export',
  'audit.export',
  'history.export',
  'log.export',
  'user.recover',
  'secrets.rotate',
];

export function may(role: Role, permission: PermissionName): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}

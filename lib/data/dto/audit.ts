/**
 * Who did what, as a chain of entries.
 *
 *   lib/data/audit.ts    listAudit(AuditFilter): AuditPage    checkAudit(): CheckedChain
 *
 *   GET /api/audit/export?format=json|csv    download, with the filters of the page
 */

/** One entry of the audit. */
export interface AuditRow {
  /** Its place in the chain. */
  seq: number;
  at: number;
  userId: string | null;
  /** Kept as text: it outlives the person's account. */
  email: string | null;
  action: string;
  /** Id of what it was about. */
  subject: string | null;
  outcome: 'done' | 'refused' | 'failed';
  code: string | null;
  address: string;
  detail: Record<string, string | number | boolean | null>;
  /** Over the hash of the entry before it and this one. */
  hash: string;
}

export interface AuditFilter {
  /** Part of the email. */
  who?: string;
  action?: string;
  outcome?: AuditRow['outcome'];
  subject?: string;
  from?: number;
  to?: number;
  /** Only entries before this number. */
  cursor?: number;
}

export interface AuditPage {
  entries: AuditRow[];
  next: number | null;
}

/** The way back and its end, looked at before somebody decides. */

export interface RollbackPreview {
  cutOverAt: number | null;
  tables: {
    name: string;
    restores: boolean;
    rowsNow: number;
    rowsAtCutover: number;
    /** Rows that come back; null where nothing does, or where an earlier version looked. */
    rowsKept?: number | null;
    /** Where rows went into a table that stood there: how many were written since, row by row. */
    writtenSince?: number;
  }[];
}

/** What finalising would drop for good. */
export interface FinalisePreview {
  schemas: { name: string; bytes: number; tables: { name: string; bytes: number }[] }[];
  /** There is still a way back, which ends with it. */
  revertible: boolean;
}

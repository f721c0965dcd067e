/** What lies in the allowed roots: for choosing files that become sources. */
import type { Ref } from './shared.ts';

/** A folder inside the allowed roots, for choosing a file. */
export interface Folder {
  /** Null for the list of roots. */
  path: string | null;
  parent: string | null;
  entries: { name: string; path: string; kind: 'folder' | 'file'; bytes: number | null; sqlite: boolean }[];
}

/** What a look through a folder and those below it found. */
export interface Scan {
  path: string;
  found: {
    path: string;
    /** From the scanned folder on. */
    name: string;
    bytes: number;
    modifiedAt: number;
    /** The source that it is registered as. */
    source: Ref | null;
  }[];
  folders: number;
  /** Folders that could not be read. */
  unreadable: number;
  /** Links are not followed. */
  links: number;
  /** It stopped before the end: there may be more. */
  cut: 'depth' | 'count' | null;
}

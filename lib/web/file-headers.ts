import { FILE_TYPES, type FileFormat } from '../data/table-file.ts';
import { FRESH } from './routes.ts';

/** Of a download; `disposition` as attachment() makes it. */
export function fileHeaders(format: FileFormat, disposition: string): Record<string, string> {
  return {
    ...FRESH,
    'Content-Type': `${FILE_TYPES[format]}; charset=utf-8`,
    'Content-Disposition': disposition,
  };
}

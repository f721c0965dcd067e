import type { ActionResult } from '../../lib/data/action-types.ts';

type Uploaded = ActionResult<{ id: string; probeId: string }>;

/**
 * Sends a file as it is. Not by fetch: that cannot say how far an upload has come.
 * @param onProgress share sent, 0 to 1
 * @returns the panel's answer; null when there was none, or it was cancelled
 */
export function uploadFile(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Uploaded | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/sources/upload?name=${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => resolve(isResult(request.response) ? request.response : null);
    request.onerror = () => resolve(null);
    request.onabort = () => resolve(null);
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function isResult(answer: unknown): answer is Uploaded {
  return typeof answer === 'object' && answer !== null && 'ok' in answer;
}

/** Server-sent events: one response that stays open, ends with the client, with its work, or with the process. */

export interface SseMessage {
  event: string;
  data: unknown;
  /** What the browser sends back as Last-Event-ID. */
  id?: number;
}

/** Resolves when the client's side has room: a slow reader slows its own stream, not the process. */
export type Send = (message: SseMessage) => Promise<void>;

const KEEP_ALIVE_MS = 15_000;
const RETRY_MS = 2_000;
/** What was sent has this long to be read after the end. */
const CLOSE_MS = 1_000;

const SLOT = Symbol.for('howdah.streams');
const slots = globalThis as { [SLOT]?: Set<AbortController> };
const open = (): Set<AbortController> => {
  slots[SLOT] ??= new Set();
  return slots[SLOT];
};

/** `work` sends until it returns or its signal is aborted; what it throws ends the stream, and the browser returns. */
export function sseResponse(
  request: Request,
  work: (send: Send, signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void = () => {},
): Response {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  const controller = new AbortController();
  const stop = () => controller.abort();
  const write = (text: string) => writer.write(encoder.encode(text));
  open().add(controller);
  request.signal.addEventListener('abort', stop, { once: true });
  writer.closed.then(stop, stop);
  const keepAlive = setInterval(() => void write(': keep-alive\n\n').catch(stop), KEEP_ALIVE_MS);

  const { signal } = controller;
  const stopped = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  stopped.catch(() => {});
  // A client that reads nothing more must not hold the work after it was told to stop.
  const send: Send = (message) => Promise.race([write(format(message)), stopped]);
  Promise.race([write(`retry: ${RETRY_MS}\n\n`), stopped])
    .then(() => work(send, signal))
    .catch((error) => {
      if (!signal.aborted) onError(error);
    })
    .finally(() => {
      clearInterval(keepAlive);
      open().delete(controller);
      stop();
      writer.close().catch(() => {});
      setTimeout(() => void writer.abort().catch(() => {}), CLOSE_MS).unref();
    });
  return new Response(readable, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}

/** Ends every open stream: an open one would hold the process's end up. */
export function closeStreams(): void {
  for (const controller of open()) controller.abort();
}

/** JSON has no line breaks of its own, so one data line is enough. */
export function format({ event, data, id }: SseMessage): string {
  const head = id === undefined ? '' : `id: ${id}\n`;
  return `${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}

import { expect, test } from 'vitest';
import { closeStreams, format, sseResponse } from './sse.ts';

const request = () => new Request('http://localhost/events');

test('a message is one frame whatever is in it', () => {
  expect(format({ event: 'run', id: 7, data: { text: 'a\nb\r\n\ndata: c' } })).toBe(
    'id: 7\nevent: run\ndata: {"text":"a\\nb\\r\\n\\ndata: c"}\n\n',
  );
});

test('the response ends when the work is done, and is not to be cached or buffered', async () => {
  const response = sseResponse(request(), async (send) => {
    await send({ event: 'state', data: 1 });
    await send({ event: 'end', data: null });
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  expect(response.headers.get('cache-control')).toContain('no-transform');
  expect(response.headers.get('x-accel-buffering')).toBe('no');
  expect(await response.text()).toBe('retry: 2000\n\nevent: state\ndata: 1\n\nevent: end\ndata: null\n\n');
});

test('a client that goes away stops the work', async () => {
  let stop: (reason: unknown) => void = () => {};
  const stopped = new Promise((resolve) => {
    stop = resolve;
  });
  const response = sseResponse(request(), async (send, signal) => {
    signal.addEventListener('abort', stop);
    for (;;) await send({ event: 'tick', data: 1 });
  });
  const reader = response.body?.getReader();
  for (let i = 0; i < 5; i += 1) await reader?.read();
  await reader?.cancel();
  await stopped;
});

test('shutting down ends every stream', async () => {
  const endless = () =>
    sseResponse(request(), async (_send, signal) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
    });
  const texts = [endless(), endless()].map((response) => response.text());
  closeStreams();
  for (const text of await Promise.all(texts)) expect(text).toMatch(/^retry/);
});

test('a client that reads nothing does not hold the work after the end', async () => {
  let end: (reason: unknown) => void = () => {};
  const ended = new Promise((resolve) => {
    end = resolve;
  });
  const response = sseResponse(request(), async (send) => {
    try {
      for (;;) await send({ event: 'tick', data: 1 });
    } catch (error) {
      end(error);
    }
  });
  const reader = response.body?.getReader();
  for (let i = 0; i < 3; i += 1) await reader?.read();
  closeStreams();
  expect(await ended).toMatchObject({ name: 'AbortError' });
});

test('a failure ends the stream and is told to the server only', async () => {
  let told: unknown;
  const response = sseResponse(
    request(),
    () => Promise.reject(new Error('secret detail')),
    (error) => {
      told = error;
    },
  );
  expect(await response.text()).not.toContain('secret');
  expect(String(told)).toContain('secret detail');
});

/** Somebody who speaks HTTP with a panel, without a browser: pages, routes, and actions without their pages. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ActionResult, PanelActions } from '../lib/data/action-types.ts';

interface Reference {
  /** By the page that uses it, as `app/(panel)/runs/[id]/page`. */
  workers: Record<string, unknown>;
  exportedName: string;
}

const MANIFEST = path.join(import.meta.dirname, '..', '.next', 'server', 'server-reference-manifest.json');

/** How the pages of the last build call each action: an id, and the address of a page that has it. */
export function actionReferences(): Map<string, { id: string; page: string }> {
  const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { node: Record<string, Reference> };
  return new Map(
    Object.entries(node).map(([id, { workers, exportedName }]) => {
      const pages = Object.keys(workers).map(addressOf).sort();
      return [exportedName, { id, page: pages.find((page) => !page.includes('[')) ?? pages[0] ?? '/' }];
    }),
  );
}

function addressOf(worker: string): string {
  const parts = worker.split('/').slice(1, -1);
  return `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`.replace('[id]', 'none');
}

export interface Seen {
  path: string;
  status: number;
  headers: Headers;
  /** The body, after the headers in the form in which they came. */
  text: string;
}

export class Visitor {
  readonly #url: string;
  readonly #public: URL;
  readonly #cookies = new Map<string, string>();
  /** The cookies as the panel set them. */
  readonly set: string[] = [];

  /** @param url where the panel listens  @param publicUrl what a proxy before it is called */
  constructor(url: string, publicUrl: string) {
    this.#url = url;
    this.#public = new URL(publicUrl);
  }

  /** What the browser proves its session by; a large one comes in parts. */
  get sessionCookies(): string[] {
    return [...this.#cookies].flatMap(([name, value]) => (name.includes('session-token') ? [value] : []));
  }

  async fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(address, this.#url), {
      redirect: 'manual',
      ...init,
      headers: {
        cookie,
        origin: this.#public.origin,
        'x-forwarded-host': this.#public.host,
        'x-forwarded-proto': this.#public.protocol.slice(0, -1),
        ...init.headers,
      },
    });
    for (const set of response.headers.getSetCookie()) {
      this.set.push(set);
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value === '' || /max-age=0|expires=thu, 01 jan 1970/i.test(set)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }

  /** Whole; of a stream that does not end, what came until `until` was among it. */
  async see(address: string, init: RequestInit = {}, until?: string): Promise<Seen> {
    const stop = new AbortController();
    const response = await this.fetch(address, { ...init, signal: stop.signal });
    let body = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      body += decoder.decode(chunk as Uint8Array, { stream: true });
      if (until !== undefined && body.includes(until)) break;
    }
    stop.abort();
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
    const { status } = response;
    return { path: address, status, headers: response.headers, text: `${headers}\n\n${body}` };
  }

  /** Calls an action as its page would. */
  async act<A extends keyof PanelActions>(
    name: A,
    input: Parameters<PanelActions[A]>[0],
    headers: Record<string, string> = {},
  ): Promise<{ seen: Seen; result: Awaited<ReturnType<PanelActions[A]>> | null }> {
    const reference = actionReferences().get(name);
    if (!reference) throw new Error(`the build has no action ${name}`);
    const seen = await this.see(reference.page, {
      method: 'POST',
      body: JSON.stringify(input === undefined ? [] : [input]),
      headers: {
        accept: 'text/x-component',
        'content-type': 'text/plain;charset=UTF-8',
        'next-action': reference.id,
        ...headers,
      },
    });
    const [, answer] = /^[0-9a-f]+:(\{"ok":.*\})$/m.exec(seen.text) ?? [];
    return { seen, result: answer ? (JSON.parse(answer) as never) : null };
  }

  /** The same, where it must succeed. */
  async done<A extends keyof PanelActions>(name: A, input: Parameters<PanelActions[A]>[0]) {
    const { result, seen } = await this.act(name, input);
    if (!result?.ok) throw new Error(`${name}: ${JSON.stringify(result)} ${seen.status}`);
    return (result as Extract<ActionResult<unknown>, { ok: true }>).data as Extract<
      Awaited<ReturnType<PanelActions[A]>>,
      { ok: true }
    >['data'];
  }
}

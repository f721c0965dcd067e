/** Takes the bytes of PostgreSQL's protocol apart, one direction of one connection, as far as faults need it. */

export interface Message {
  /** The protocol's letter; `startup` for the first message of a client, which has none. */
  type: string;
  /** The beginning of its text, at most 400 bytes. */
  text: string;
  /** Where it begins and ends in the block that completed it; 0 where it began in an earlier block. */
  start: number;
  end: number;
}

const KEPT = 400;

export class MessageSplitter {
  #untyped: boolean;
  #header = Buffer.alloc(0);
  #type = '';
  /** Bytes of the current message's body yet to come; -1 while its header is incomplete. */
  #left = -1;
  #text: Buffer[] = [];
  #kept = 0;

  constructor(side: 'client' | 'server') {
    this.#untyped = side === 'client';
  }

  push(block: Buffer): Message[] {
    const messages: Message[] = [];
    let start = 0;
    for (let at = 0; at < block.length; ) {
      if (this.#left < 0) at += this.#takeHeader(block.subarray(at));
      if (this.#left < 0) break;
      const part = block.subarray(at, at + this.#left);
      this.#keep(part);
      this.#left -= part.length;
      at += part.length;
      if (this.#left > 0) break;
      messages.push({ type: this.#type, text: Buffer.concat(this.#text).toString('latin1'), start, end: at });
      this.#untyped = false;
      this.#left = -1;
      this.#text = [];
      this.#kept = 0;
      start = at;
    }
    return messages;
  }

  /** How many bytes of the block belong to the header. */
  #takeHeader(block: Buffer): number {
    const length = this.#untyped ? 4 : 5;
    const taken = block.subarray(0, length - this.#header.length);
    this.#header = Buffer.concat([this.#header, taken]);
    if (this.#header.length === length) {
      this.#type = this.#untyped ? 'startup' : this.#header.toString('latin1', 0, 1);
      this.#left = this.#header.readUInt32BE(length - 4) - 4;
      this.#header = Buffer.alloc(0);
    }
    return taken.length;
  }

  #keep(part: Buffer): void {
    const room = KEPT - this.#kept;
    if (room <= 0) return;
    this.#text.push(Buffer.from(part.subarray(0, room)));
    this.#kept += Math.min(room, part.length);
  }
}

/** The process of the server behind a connection, from its BackendKeyData. */
export function backendPid(text: string): number {
  return Buffer.from(text, 'latin1').readUInt32BE(0);
}

/** The application_name of a startup message. */
export function applicationName(startup: string): string {
  const words = startup.slice(4).split('\0');
  return words[words.indexOf('application_name') + 1] ?? '';
}

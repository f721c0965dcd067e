/** A proxy between engine and PostgreSQL that cuts, half-closes, stalls or tells at an exact message of the protocol. */
import { connect, createServer, type Socket } from 'node:net';
import { applicationName, backendPid, type Message, MessageSplitter } from './messages.ts';

/** A message that is about to pass. */
export interface Moment extends Message {
  /** Who sent it. */
  side: 'client' | 'server';
  /** application_name of the connection. */
  role: string;
  link: Link;
}

/** Looks at every message. `before` keeps it from passing if it breaks the link; `after` lets it pass first. */
export interface Hook {
  when: 'before' | 'after';
  matches(moment: Moment): boolean;
  act(moment: Moment): void;
}

export class Link {
  readonly client: Socket;
  readonly server: Socket;
  role = '';
  /** Of the server's process; 0 until it said so. */
  pid = 0;
  /** The client's latest statement. */
  statement = '';
  state: 'open' | 'stalled' | 'ended' = 'open';

  constructor(client: Socket, server: Socket) {
    this.client = client;
    this.server = server;
  }

  /** Both sides are told at once that the connection is gone. */
  cut(): void {
    this.state = 'ended';
    this.client.resetAndDestroy();
    this.server.resetAndDestroy();
  }

  /** Nothing passes any more, and nobody is told. */
  stall(): void {
    if (this.state !== 'open') return;
    this.state = 'stalled';
    this.client.pause();
    this.server.pause();
  }

  /** The client is told that nothing more comes; what it sends still passes. */
  halfClose(): void {
    this.server.pause();
    this.client.end();
  }

  end(): void {
    this.state = 'ended';
    this.client.destroy();
    this.server.destroy();
  }
}

export interface FaultProxy {
  port: number;
  links: Set<Link>;
  hooks: Set<Hook>;
  /** New connections get nowhere, silently. */
  deaf: boolean;
  close(): Promise<void>;
}

export async function startProxy(upstreamPort: number): Promise<FaultProxy> {
  const links = new Set<Link>();
  const hooks = new Set<Hook>();
  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ port: upstreamPort, host: '127.0.0.1', allowHalfOpen: true });
    const link = new Link(client, server);
    links.add(link);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => link.state === 'open' && link.cut());
      socket.on('close', () => {
        if (client.destroyed && server.destroyed) links.delete(link);
        else if (link.state !== 'stalled') (socket === client ? server : client).destroySoon();
      });
    }
    pass(link, 'client', hooks);
    pass(link, 'server', hooks);
    if (proxy.deaf) link.stall();
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const address = listener.address();
  const proxy: FaultProxy = {
    port: typeof address === 'object' && address ? address.port : 0,
    links,
    hooks,
    deaf: false,
    close: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      for (const link of links) link.end();
      await closed;
    },
  };
  return proxy;
}

/** One direction: message by message past the hooks, then on with the bytes as they came. */
function pass(link: Link, side: 'client' | 'server', hooks: Set<Hook>): void {
  const [from, to] = side === 'client' ? [link.client, link.server] : [link.server, link.client];
  const splitter = new MessageSplitter(side);
  const forward = (bytes: Buffer) => {
    if (bytes.length === 0 || to.destroyed || to.writableEnded) return;
    if (to.write(bytes)) return;
    from.pause();
    to.once('drain', () => link.state === 'open' && from.resume());
  };
  from.on('data', (block) => {
    if (link.state !== 'open') return;
    let passed = 0;
    for (const message of splitter.push(block)) {
      if (message.type === 'startup') link.role = applicationName(message.text);
      if (side === 'server' && message.type === 'K') link.pid = backendPid(message.text);
      if (side === 'client' && (message.type === 'Q' || message.type === 'P')) link.statement = message.text;
      const moment: Moment = { ...message, side, role: link.role, link };
      for (const hook of [...hooks].filter((one) => one.matches(moment))) {
        const until = hook.when === 'before' ? message.start : message.end;
        forward(block.subarray(passed, until));
        passed = Math.max(passed, until);
        hook.act(moment);
        if (link.state !== 'open') return;
      }
    }
    forward(block.subarray(passed));
  });
  from.on('end', () => link.state === 'open' && to.end());
}

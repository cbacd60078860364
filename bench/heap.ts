// The heap of a process that runs, after a collection: asked over its inspector, so that it needs no door for it.
import { WebSocket } from 'ws';
import { z } from 'zod';

export interface Heap extends Disposable {
  /** Bytes that are still in use once the collector has been through. */
  readonly used: () => Promise<number>;
}

/** What makes a node process listen for `openHeap`. */
export const inspectedAt = (port: number): Record<string, string> => ({
  NODE_OPTIONS: `--inspect=127.0.0.1:${String(port)}`,
});

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() })).min(1);
const answer = z.object({ id: z.number(), result: z.record(z.string(), z.unknown()) });
const usage = z.object({ usedSize: z.number() });

export async function openHeap(port: number): Promise<Heap> {
  const listed = await fetch(`http://127.0.0.1:${String(port)}/json/list`);
  const [target] = targets.parse(await listed.json());
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((done, failed) => socket.once('open', done).once('error', failed));
  let asked = 0;
  const ask = (method: string): Promise<unknown> => {
    const id = ++asked;
    return new Promise((done) => {
      const hear = (data: Buffer): void => {
        const said = answer.safeParse(JSON.parse(data.toString()));
        if (!said.success || said.data.id !== id) return;
        socket.off('message', hear);
        done(said.data.result);
      };
      socket.on('message', hear);
      socket.send(JSON.stringify({ id, method }));
    });
  };
  return {
    used: async () => {
      // Twice: what finalisers let go is collected by the second.
      await ask('HeapProfiler.collectGarbage');
      await ask('HeapProfiler.collectGarbage');
      return usage.parse(await ask('Runtime.getHeapUsage')).usedSize;
    },
    [Symbol.dispose]: () => socket.close(),
  };
}

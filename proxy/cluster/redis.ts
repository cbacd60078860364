// The connection to Redis: it comes back by itself, and nobody waits for ever for an answer.
import { createHash } from 'node:crypto';
import { createClient, RESP_TYPES } from '@redis/client';

export interface Script {
  readonly text: string;
  readonly sha: string;
}

export interface Redis {
  /** Rejects where there is no connection, and where no answer comes: then nobody knows whether it was done. Texts come as buffers. */
  readonly run: (
    script: Script,
    keys: readonly string[],
    args: readonly (string | Buffer)[],
  ) => Promise<unknown>;
  readonly close: () => void;
}

/** A Redis that says nothing for so long is as good as none. */
const ANSWER_MS = 2_000;
const AGAIN_MS = 100;

export const script = (text: string): Script => ({
  text,
  sha: createHash('sha1').update(text).digest('hex'),
});

/** Fails with a sentence where there is none at start. */
export async function openRedis(url: string): Promise<Redis> {
  let isClosed = false;
  const make = () => {
    const made = createClient({
      url,
      // What could not be sent is not sent later, out of its order: whoever wants it says so again.
      disableOfflineQueue: true,
      commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
      socket: { connectTimeout: ANSWER_MS, reconnectStrategy: () => AGAIN_MS },
    });
    // Each command tells of it itself.
    made.on('error', () => undefined);
    return made;
  };
  let client = make();
  await firstAnswer(client.connect().then(() => client.ping())).catch((error: unknown) => {
    client.destroy();
    throw new Error(`Redis does not answer: ${textOf(error)}. See LOCKSTEP_REDIS_URL.`, { cause: error });
  });

  /** One that does not answer is given up with all that waits in it. */
  function giveUp(silent: typeof client): void {
    if (isClosed || silent !== client) return;
    silent.destroy();
    client = make();
    client.connect().catch(() => undefined);
  }
  async function ask(args: readonly (string | Buffer)[]): Promise<unknown> {
    const asked = client;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, failed) => {
      timer = setTimeout(() => {
        failed(new Error('Redis does not answer'));
        giveUp(asked);
      }, ANSWER_MS);
    });
    try {
      return await Promise.race([asked.sendCommand(args), silence]);
    } finally {
      clearTimeout(timer);
    }
  }
  return {
    run: async ({ text, sha }, keys, args) => {
      const rest = [String(keys.length), ...keys, ...args];
      try {
        return await ask(['EVALSHA', sha, ...rest]);
      } catch (error) {
        if (!textOf(error).startsWith('NOSCRIPT')) throw error;
        return ask(['EVAL', text, ...rest]);
      }
    },
    close: () => {
      isClosed = true;
      client.destroy();
    },
  };
}

/** At start nobody tries for ever. */
async function firstAnswer(answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, failed) => {
    timer = setTimeout(() => failed(new Error('nothing came within two seconds')), ANSWER_MS);
  });
  await Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

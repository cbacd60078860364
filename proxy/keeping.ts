// Where sessions are kept: in a folder, in memory, or in a Redis that nodes share.
import type { Options } from '../config/options.ts';
import { openCluster, type Cluster } from './cluster/cluster.ts';
import { dataFolder } from './store/data-folder.ts';
import { diskStore } from './store/disk.ts';
import { memoryStore } from './store/memory.ts';
import type { SessionStore } from './store/session-store.ts';

export interface Keeping {
  readonly store: SessionStore;
  /** Null: this server is alone. */
  readonly cluster: Cluster | null;
  readonly close: () => Promise<void>;
}

/** Fails with a sentence for the operator. */
export async function openKeeping(
  options: Options,
  fault: (error: unknown, what: string) => void,
): Promise<Keeping> {
  const { redis: url, secret, maxSessions } = options;
  if (url === '') {
    const folder = dataFolder(options);
    const store = folder === null ? memoryStore() : await diskStore({ folder, secret, fault });
    return { store, cluster: null, close: store.close };
  }
  if (secret === '' || options.adminToken === '')
    throw new Error(
      'With LOCKSTEP_REDIS_URL all nodes need one LOCKSTEP_SECRET and one LOCKSTEP_ADMIN_TOKEN: set both.',
    );
  const cluster = await openCluster({ url, secret, maxSessions, fault });
  return {
    store: cluster.store,
    cluster,
    close: async () => {
      await cluster.store.close();
      await cluster.leave();
    },
  };
}

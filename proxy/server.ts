// The only place that wires.
import { pino, type Logger } from 'pino';
import type { Options } from '../config/options.ts';
import type { BaseAddress } from '../protocol/address.ts';
import { createAdminDoor } from './admin/door.ts';
import { createApp } from './api/app.ts';
import type { Around } from './api/around.ts';
import { readAssets, type Assets } from './api/assets.ts';
import { joinUrl } from './api/join-url.ts';
import { baseAddress } from './base-address.ts';
import { startDemo, type Demo } from './demo/demo.ts';
import { listen, type Rooms } from './front.ts';
import { nodeAddress } from './cluster/node-address.ts';
import { createGuard } from './http/guard.ts';
import type { GuardPolicy } from './http/policy.ts';
import { createSiteHandler } from './http/site-handler.ts';
import { openKeeping } from './keeping.ts';
import { privacyBy } from './http/privacy.ts';
import { createSiteSession } from './http/site-session.ts';
import { createRegistry, type Registry } from './registry/registry.ts';
import type { RunningSession } from './registry/running-session.ts';
import { freshSecret } from './registry/secret.ts';
import { originOf } from './registry/own-request.ts';
import { createSipGateway, type SipGateway } from './sip/gateway/gateway.ts';
import { createGateway } from './sockets/gateway.ts';
import { sipOptions } from './sip-options.ts';
import type { SessionStore } from './store/session-store.ts';

export interface RunningServer {
  /** The base URL, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** The admin token that was made, where the operator set none. */
  readonly madeToken: string | null;
  /** Where SIP listens. */
  readonly sipPorts: SipGateway['ports'];
  readonly close: () => Promise<void>;
}

/** `directory`: where the built pages and the injected bundle are. Fails with a sentence for the operator. */
export async function startServer(options: Options, directory: string): Promise<RunningServer> {
  const assets = readAssets(directory);
  const log = pino({ level: options.logLevel }, pino.destination({ fd: 2, sync: true }));
  const fault = (err: unknown, what: string): void => log.error({ err }, what);
  // First of all, so that who cannot have the port touches nothing of those who have it.
  const { server, port, open } = await listen(options);
  const keeping = await openKeeping(options, fault).catch((error: unknown) => {
    server.close();
    server.closeAllConnections();
    throw error;
  });
  const demo = await startDemo();
  const token = options.adminToken === '' ? freshSecret() : options.adminToken;
  const base = baseAddress(options, port);
  const parts = furnish({ options, assets, log, fault, store: keeping.store, demo, base, port, token });
  // After everybody who watches sessions is there, and before anybody asks for one.
  await parts.registry.load();
  const undo = async (error: unknown): Promise<never> => {
    await parts.gateway.close();
    await parts.sites.close();
    server.close();
    server.closeAllConnections();
    await demo.close();
    await keeping.close();
    throw error;
  };
  const address = nodeAddress(options.nodeAddress, { host: options.host, port });
  const joined = keeping.cluster?.join({ registry: parts.registry, base, address }) ?? Promise.resolve(null);
  open({ ...parts, sip: () => parts.around.sip.gateway, router: await joined.catch(undo) });
  const sip = await startSip(options, parts, port).catch(undo);
  parts.around.sip.gateway = sip;
  return {
    url: originOf(base),
    port,
    madeToken: options.adminToken === '' ? token : null,
    sipPorts: sip?.ports ?? [],
    close: async () => {
      parts.around.phase.isClosing = true;
      const closed = new Promise<void>((done) => server.close(() => done()));
      parts.registry.close();
      await sip?.close();
      await parts.gateway.close();
      await parts.sites.close();
      server.closeAllConnections();
      await closed;
      await demo.close();
      await keeping.close();
    },
  };
}

interface Furnished {
  readonly registry: Registry;
  readonly around: Around;
  readonly siteProblem: (url: string) => string | null;
  readonly fault: (error: unknown, what: string) => void;
}

/** Null: it is off. */
async function startSip(
  options: Options,
  { base, registry, siteProblem, fault }: Furnished & Pick<Rooms, 'base'>,
  port: number,
): Promise<SipGateway | null> {
  const wanted = sipOptions(options);
  if (wanted === null) return null;
  const guestUrl = (session: RunningSession): string => joinUrl(base, session, 'guest');
  return createSipGateway(wanted, { base, port, registry, siteProblem, guestUrl, now: Date.now, fault });
}

interface Ground {
  readonly options: Options;
  readonly assets: Assets;
  readonly log: Logger;
  readonly fault: (error: unknown, what: string) => void;
  readonly store: SessionStore;
  readonly demo: Demo;
  readonly base: BaseAddress;
  readonly port: number;
  readonly token: string;
}

function furnish(ground: Ground): Omit<Rooms, 'sip' | 'router'> & Furnished {
  const { options, assets, log, fault, store, demo, base, port, token } = ground;
  const now = Date.now;
  const builtIn = new Map([[demo.origin, demo.port]]);
  const policy: GuardPolicy = {
    allowPrivate: options.allowPrivate,
    allow: options.allowSites,
    deny: options.denySites,
    base,
    ownPort: () => port,
  };
  const guard = createGuard(policy);
  const siteProblem = (text: string): string | null => {
    const url = new URL(text);
    if (url.username !== '' || url.password !== '')
      return 'Leave name and password out of the address: everybody in the session reads it.';
    return builtIn.has(url.origin) ? null : (guard.check(url)?.message ?? null);
  };
  const registry = createRegistry(options.maxSessions, {
    limits: {
      participants: options.maxParticipants,
      windows: options.maxWindows,
      graceMs: options.grace,
      expiryMs: options.sessionExpiry,
    },
    store,
    createSite: (id, privacy, roleOf, before = {}) =>
      createSiteSession({
        id,
        base,
        roleOf,
        before,
        recordBytes: options.maxRecord,
        privacyOf: privacyBy(privacy, options),
      }),
    now,
    fault,
  });
  const inviteUrl: Parameters<typeof createGateway>[0]['inviteUrl'] = (session) =>
    joinUrl(base, session, 'guest');
  const gateway = createGateway({
    base,
    registry,
    siteProblem,
    inviteUrl,
    rates: { messages: options.messageRate, bytes: options.byteRate },
    now,
    fault,
  });
  const door = createAdminDoor(token, base, now);
  const demoUrl = `${demo.origin}/`;
  const around: Around = {
    base,
    options,
    registry,
    door,
    assets,
    siteProblem,
    demoUrl,
    now,
    fault,
    sip: { gateway: null },
    phase: { isClosing: false },
  };
  const app = createApp(around);
  const sites = createSiteHandler({
    base,
    find: (id) => registry.find(id)?.site,
    bundles: assets.bundles,
    policy,
    limits: {
      bodyBytes: options.maxUpload,
      timeoutMs: options.siteTimeout,
      loads: options.maxLoads,
      sites: options.maxSites,
    },
    builtIn,
    log,
  });
  return { base, registry, gateway, app, sites, around, siteProblem, fault };
}

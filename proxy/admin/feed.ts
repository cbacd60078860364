// The admin page's live news, as server-sent events: the whole overview, when something in it has changed.
import type { Request, Response } from 'express';
import type { Registry } from '../registry/registry.ts';
import { overviewOf } from './overview.ts';

export interface Feed {
  readonly follow: (req: Request, res: Response) => void;
}

/** Page loads and names come in bursts; nobody reads faster. */
const GATHER_MS = 200;
/** Proxies on the way close what is silent for long. */
const BEAT_MS = 15_000;

export function createFeed(
  registry: Registry,
  takesCalls: () => boolean,
  isStillAdmin: (req: Request) => boolean,
): Feed {
  const followers = new Map<Response, Request>();
  let gathering: NodeJS.Timeout | null = null;
  registry.watch((session) => {
    changed();
    session.watch((effect) => {
      if (effect.type === 'show' || effect.type === 'close' || effect.type === 'ceded') changed();
    });
  });

  function changed(): void {
    if (followers.size === 0) return;
    gathering ??= setTimeout(tell, GATHER_MS).unref();
  }

  function tell(): void {
    gathering = null;
    const text = eventText(registry, takesCalls());
    for (const [res, req] of followers)
      if (isStillAdmin(req)) res.write(text);
      else res.end();
  }

  function follow(req: Request, res: Response): void {
    res.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    res.write(`retry: 2000\n${eventText(registry, takesCalls())}`);
    followers.set(res, req);
    const beat = setInterval(() => (isStillAdmin(req) ? res.write(': still here\n\n') : res.end()), BEAT_MS);
    beat.unref();
    res.on('close', () => {
      clearInterval(beat);
      followers.delete(res);
    });
  }

  return { follow };
}

const eventText = (registry: Registry, takesCalls: boolean): string =>
  `event: sessions\ndata: ${JSON.stringify(overviewOf(registry, takesCalls))}\n\n`;

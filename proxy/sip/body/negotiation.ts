// Offer and answer (RFC 3264): as many m= lines in the same order, port 0 for what is not taken.
import type { StreamSaid } from './cobrowse-sdp.ts';
import { isCobrowse, printStream } from './cobrowse-sdp.ts';
import { printSdp, type Media, type Sdp } from './sdp.ts';

/** One side's own description, as its o= line tells it from others. */
export interface Origin {
  readonly user: string;
  readonly id: number;
  readonly version: number;
  readonly host: string;
}

const address = (host: string): string =>
  `IN ${host.includes(':') ? 'IP6' : 'IP4'} ${host.replace(/[[\]]/g, '')}`;

export const originText = ({ user, id, version, host }: Origin): string =>
  `${user} ${id} ${version} ${address(host)}`;

function described(origin: Origin, media: readonly Media[]): string {
  return printSdp({
    origin: originText(origin),
    name: 'cobrowse',
    connection: address(origin.host),
    timing: '0 0',
    attributes: [],
    media,
  });
}

/** An offer, or a synchronisation body: the same o= line says that it changes nothing (RFC 3264 section 8). */
export const describe = (origin: Origin, said: StreamSaid): string => described(origin, [printStream(said)]);

export interface Taking {
  /** What is said in the cobrowse stream; null: there is none. */
  readonly stream: StreamSaid | null;
  /** Whether a phone's audio is accepted, though nothing is ever sent. */
  readonly audio: boolean;
}

export function answerTo(offer: Sdp, origin: Origin, { stream, audio }: Taking): string {
  let isTaken = false;
  const media = offer.media.map((it): Media => {
    if (it.port > 0 && stream !== null && isCobrowse(it) && !isTaken) {
      isTaken = true;
      return { ...printStream(stream), proto: it.proto };
    }
    if (it.port > 0 && audio && it.media === 'audio')
      return { ...it, port: 9, connection: null, attributes: ['inactive'], formats: it.formats.slice(0, 1) };
    return { ...it, port: 0, connection: null, attributes: [] };
  });
  return described(origin, media);
}

// A dialog as a value (RFC 3261 section 12): what its two ends know of it, and the requests in it.
import { all, field, first, type Fields } from '../message/fields.ts';
import { NO_BODY, type SipRequest, type SipResponse } from '../message/message.ts';
import { parseNameAddress, printNameAddress, tagOf } from '../message/name-address.ts';
import { parseSipUri, uriParameter } from '../message/sip-uri.ts';

export interface Dialog {
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
  /** From and To as they are written in our requests, tags included. */
  readonly local: string;
  readonly remote: string;
  readonly localSeq: number;
  /** Null: the other end has asked for nothing yet. */
  readonly remoteSeq: number | null;
  /** The other end's Contact. */
  readonly target: string;
  readonly routes: readonly string[];
}

export const dialogKey = (callId: string, localTag: string, remoteTag: string): string =>
  `${callId} ${localTag} ${remoteTag}`;

const contactOf = (fields: Fields): string | null =>
  parseNameAddress(first(fields, 'contact') ?? '')?.uri ?? null;
const seqOf = (fields: Fields): number => Number.parseInt(first(fields, 'cseq') ?? '0', 10);
const tagIn = (text: string): string => {
  const it = parseNameAddress(text);
  return (it === null ? null : tagOf(it)) ?? '';
};

/** Section 12.1.1. Null: without a Contact there is nobody to call back. */
export function answeredDialog(request: SipRequest, tag: string): Dialog | null {
  const target = contactOf(request.fields);
  if (target === null) return null;
  const remote = first(request.fields, 'from') ?? '';
  return {
    callId: first(request.fields, 'call-id') ?? '',
    localTag: tag,
    remoteTag: tagIn(remote),
    local: `${first(request.fields, 'to') ?? ''};tag=${tag}`,
    remote,
    localSeq: 0,
    remoteSeq: seqOf(request.fields),
    target,
    routes: all(request.fields, 'record-route'),
  };
}

/** Section 12.1.2. */
export function calledDialog(request: SipRequest, response: SipResponse): Dialog | null {
  const target = contactOf(response.fields);
  const remote = first(response.fields, 'to') ?? '';
  const local = first(request.fields, 'from') ?? '';
  if (target === null || tagIn(remote) === '') return null;
  return {
    callId: first(request.fields, 'call-id') ?? '',
    localTag: tagIn(local),
    remoteTag: tagIn(remote),
    local,
    remote,
    localSeq: seqOf(request.fields),
    remoteSeq: null,
    target,
    routes: all(response.fields, 'record-route').toReversed(),
  };
}

export interface InDialog {
  readonly method: string;
  readonly fields?: Fields;
  readonly body?: Buffer;
  /** An ACK has the number of its INVITE. */
  readonly seq?: number;
}

/** The next request, and where it goes first (section 12.2.1.1). */
export function requestIn(
  dialog: Dialog,
  { method, fields = [], body = NO_BODY, seq }: InDialog,
): { readonly dialog: Dialog; readonly request: SipRequest; readonly hop: string } {
  const number = seq ?? dialog.localSeq + 1;
  const { uri, routes, hop } = routed(dialog);
  const request: SipRequest = {
    kind: 'request',
    method,
    uri,
    fields: [
      field('max-forwards', 70),
      field('from', dialog.local),
      field('to', dialog.remote),
      field('call-id', dialog.callId),
      field('cseq', `${number} ${method}`),
      ...routes.map((it) => field('route', it)),
      ...fields,
    ],
    body,
  };
  return { dialog: { ...dialog, localSeq: Math.max(number, dialog.localSeq) }, request, hop };
}

/** A first hop that knows only strict routing wants to be the Request-URI, and the target last. */
function routed({ target, routes }: Dialog): { uri: string; routes: readonly string[]; hop: string } {
  const [firstRoute, ...rest] = routes;
  const uri = firstRoute === undefined ? null : (parseNameAddress(firstRoute)?.uri ?? null);
  if (uri === null) return { uri: target, routes: [], hop: target };
  const parsed = parseSipUri(uri);
  const isLoose = parsed !== null && uriParameter(parsed, 'lr') !== undefined;
  if (isLoose) return { uri: target, routes, hop: uri };
  const last = printNameAddress({ display: '', uri: target, parameters: [] });
  return { uri, routes: [...rest, last], hop: uri };
}

/** Null: its number is not above the last one (section 12.2.2). */
export function hear(dialog: Dialog, { fields, method }: SipRequest): Dialog | null {
  const seq = seqOf(fields);
  if (dialog.remoteSeq !== null && seq <= dialog.remoteSeq) return null;
  return retarget({ ...dialog, remoteSeq: seq }, method, fields);
}

/** INVITE and UPDATE, and their 2xx, may tell of another Contact (target refresh). */
export function retarget(dialog: Dialog, method: string, fields: Fields): Dialog {
  const contact = method === 'INVITE' || method === 'UPDATE' ? contactOf(fields) : null;
  return contact === null ? dialog : { ...dialog, target: contact };
}

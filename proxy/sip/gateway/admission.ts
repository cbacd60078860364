// Which session an INVITE means: one that runs, one it may start, or none.
import type { PrivacyMode } from '../../../protocol/privacy.ts';
import type { Registry } from '../../registry/registry.ts';
import type { RunningSession } from '../../registry/running-session.ts';
import type { Line } from '../body/line.ts';
import { field } from '../message/fields.ts';
import { HOST } from '../message/grammar.ts';
import type { Reply, SipRequest } from '../message/message.ts';
import type { NameAddress } from '../message/name-address.ts';
import { parseSipUri, userOf } from '../message/sip-uri.ts';
import { warning } from './body.ts';

export interface AdmissionRules {
  readonly registry: Registry;
  readonly domain: string;
  /** Whether a call to an unknown name starts a session. */
  readonly isOpen: boolean;
  /** Of a session that a call starts. */
  readonly privacy: PrivacyMode;
  readonly siteProblem: (url: string) => string | null;
}

const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const IP = /^\[|^\d+(\.\d+){3}$|^localhost$/;

export function admit(
  request: SipRequest,
  lines: readonly Line[],
  { registry, domain, isOpen, privacy, siteProblem }: AdmissionRules,
): { readonly session: RunningSession; readonly isNew: boolean } | { readonly refusal: Reply } {
  const refuse = (status: number): { readonly refusal: Reply } => ({ refusal: { status } });
  const uri = parseSipUri(request.uri);
  const name = uri === null ? null : userOf(uri);
  if (uri === null || name === null || !HOST.test(uri.host)) return refuse(404);
  const isOurs = domain === '' || uri.host.toLowerCase() === domain.toLowerCase() || IP.test(uri.host);
  if (!isOurs || !NAME.test(name)) return refuse(404);
  const known = registry.called(name);
  if (known !== undefined && known !== 'ended') return { session: known, isNew: false };
  if (!isOpen) return refuse(known === 'ended' ? 410 : 404);
  const page = lines.find((it) => it.name === 'page');
  const url = page?.name === 'page' ? new URL(page.url).href : 'about:blank';
  const problem = page === undefined ? null : siteProblem(url);
  if (problem !== null) return { refusal: { status: 403, fields: warning(399, problem) } };
  const session = registry.create({ url, privacy, alias: name });
  return session === null
    ? { refusal: { status: 486, fields: [field('retry-after', 60)] } }
    : { session, isNew: true };
}

/** A name as others read it: nothing invisible, nothing that turns the text around. */
export function nameOf({ display, uri }: NameAddress): string {
  const parsed = parseSipUri(uri);
  const clean = (text: string): string =>
    text
      .replace(/[\p{C}\u2028\u2029]/gu, '')
      .trim()
      .slice(0, 60)
      .trim();
  return clean(display) || clean((parsed === null ? null : userOf(parsed)) ?? '') || 'Caller';
}

// sip: and sips: URIs (RFC 3261 section 19.1).
import { HOST, portOf } from './grammar.ts';
import { parameter, parseParameters, printParameters, type Parameter } from './parameters.ts';

export interface SipUri {
  readonly scheme: 'sip' | 'sips';
  /** As written, escapes included; '' where there is none. */
  readonly user: string;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly Parameter[];
  /** After the question mark; ''. */
  readonly headers: string;
}

const USER = /^([A-Za-z0-9\-_.!~*'()&=+$,;?/:]|%[0-9A-Fa-f]{2})*$/;
const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]*):/;

export const schemeOf = (uri: string): string => SCHEME.exec(uri)?.[1]?.toLowerCase() ?? '';

export function parseSipUri(text: string): SipUri | null {
  const scheme = schemeOf(text);
  if ((scheme !== 'sip' && scheme !== 'sips') || /[\s<>"]/.test(text)) return null;
  const rest = text.slice(scheme.length + 1);
  // A user part may hold ; and ?, so that the @ comes first.
  const at = rest.indexOf('@');
  const user = at < 0 ? '' : rest.slice(0, at);
  if (!USER.test(user) || (at >= 0 && user === '')) return null;
  const [, place = '', parameters = '', headers = ''] =
    /^([^;?]*)((?:;[^?]*)?)(?:\?(.*))?$/s.exec(rest.slice(at + 1)) ?? [];
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(place) ?? [];
  if (!HOST.test(host)) return null;
  const number = port === undefined ? null : portOf(port);
  const list = parseParameters(parameters);
  if ((port !== undefined && number === null) || list === null) return null;
  return { scheme, user, host, port: number, parameters: list, headers };
}

export function printSipUri({ scheme, user, host, port, parameters, headers }: SipUri): string {
  const place = `${host}${port === null ? '' : `:${port}`}`;
  return `${scheme}:${user === '' ? '' : `${user}@`}${place}${printParameters(parameters)}${headers === '' ? '' : `?${headers}`}`;
}

/** The user part as people mean it; null where its escapes are no UTF-8. */
export function userOf({ user }: SipUri): string | null {
  try {
    return decodeURIComponent(user.split(':')[0] ?? '');
  } catch {
    return null;
  }
}

export const uriParameter = (uri: SipUri, name: string): string | undefined =>
  parameter(uri.parameters, name);

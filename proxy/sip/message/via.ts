// Where a request came by, and where its response goes (RFC 3261 sections 18.2 and 20.42, RFC 3581).
import { HOST, portOf, TOKEN } from './grammar.ts';
import { parameter, parseParameters, printParameters, withParameter, type Parameter } from './parameters.ts';

export interface Via {
  /** `UDP`, `TCP`, ... */
  readonly transport: string;
  readonly host: string;
  readonly port: number | null;
  readonly parameters: readonly Parameter[];
}

const VIA = /^SIP\s*\/\s*2\.0\s*\/\s*(\S+)\s+(\[[^\]\s]*\]|[^\s:;]+)(?:\s*:\s*(\d+))?\s*(;.*)?$/is;
/** Branches of RFC 3261 begin so; all others are those of RFC 2543. */
export const COOKIE = 'z9hG4bK';

export function parseVia(text: string): Via | null {
  const [, transport = '', host = '', port, rest = ''] = VIA.exec(text) ?? [];
  if (!TOKEN.test(transport) || !HOST.test(host)) return null;
  const number = port === undefined ? null : portOf(port);
  const parameters = parseParameters(rest);
  if ((port !== undefined && number === null) || parameters === null) return null;
  return { transport: transport.toUpperCase(), host, port: number, parameters };
}

export function printVia({ transport, host, port, parameters }: Via): string {
  return `SIP/2.0/${transport} ${host}${port === null ? '' : `:${port}`}${printParameters(parameters)}`;
}

export const branchOf = (via: Via): string => parameter(via.parameters, 'branch') ?? '';

/** Writes down where the request really came from. */
export function received(via: Via, from: { readonly host: string; readonly port: number }): Via {
  const asked = parameter(via.parameters, 'rport') !== undefined;
  const noted = asked ? withParameter(via.parameters, 'rport', String(from.port)) : via.parameters;
  const isTold = via.host.replace(/^\[|\]$/g, '') === from.host && !asked;
  return { ...via, parameters: isTold ? noted : withParameter(noted, 'received', from.host) };
}

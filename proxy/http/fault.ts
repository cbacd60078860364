// What can go wrong with a site, as a closed set.

export type FaultCode =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'blocked'
  | 'too-large'
  | 'protocol'
  | 'reset'
  | 'redirects'
  | 'busy'
  | 'unknown';

/** Thrown through streams and sockets, where only errors travel. */
export class SiteError extends Error {
  readonly code: FaultCode;

  constructor(code: FaultCode, message: string) {
    super(message);
    this.name = 'SiteError';
    this.code = code;
  }
}

/** Node's error codes, from `errno`, TLS, the HTTP parser and zlib, by their beginnings. */
const CODES: readonly (readonly [RegExp, FaultCode])[] = [
  [/^(?:ENOTFOUND|EAI_|ENODATA|ESERVFAIL|ENONAME)/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EHOSTDOWN|ENETDOWN|EACCES|EPERM)/, 'unreachable'],
  [/^(?:ETIMEDOUT|ESOCKETTIMEDOUT|ERR_UPSTREAM_UPGRADE_TIMEOUT)/, 'timeout'],
  [
    /^(?:ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_OSSL)/,
    'tls',
  ],
  [/^(?:HPE_|Z_|ERR_HTTP_|ERR_INVALID_|ERR__ERROR_FORMAT|ERR_BROTLI|ERR_PADDING|ERR_STREAM_)/, 'protocol'],
  [/^(?:ECONNRESET|EPIPE|ECONNABORTED)$/, 'reset'],
];

export function faultOf(error: unknown): FaultCode {
  if (error instanceof SiteError) return error.code;
  const code = codeOf(error);
  return (
    CODES.find(([pattern]) => pattern.test(code))?.[1] ?? (code.startsWith('ERR_') ? 'protocol' : 'unknown')
  );
}

/** The first code in an error or in the attempts it sums up (happy eyeballs tries several addresses). */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

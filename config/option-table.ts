// What an operator may change: THE table. Types, environment, flags, --help and the documentation come from it.
import { z } from 'zod';
import { PRIVACY_MODES } from '../protocol/privacy.ts';
import {
  bindAddress,
  duration,
  hostAndPort,
  hosts,
  origin,
  redisUrl,
  siteElements,
  size,
  token,
  whole,
} from './shapes.ts';
import { account, listeners, sipDomain, sipUri, users, yesOrNo } from './sip-shapes.ts';

export interface Option<S extends z.ZodType = z.ZodType> {
  readonly env: `LOCKSTEP_${string}`;
  readonly flag: `--${string}`;
  /** From the text an operator wrote to the value. */
  readonly shape: S;
  /** As an operator would write it; '' where there is none. */
  readonly fallback: string;
  /** What --help says instead of the default, where the default is worked out at start. */
  readonly otherwise?: string;
  /** Never shown in a complaint. */
  readonly isSecret?: true;
  /** One sentence, which --help and every complaint shows. */
  readonly about: string;
}

function option<S extends z.ZodType>(it: Option<S>): Option<S> {
  return it;
}

export const table = {
  port: option({
    env: 'LOCKSTEP_PORT',
    flag: '--port',
    shape: whole(0, 65_535),
    fallback: '8080',
    about: 'Port to listen on; 0 picks a free one.',
  }),
  host: option({
    env: 'LOCKSTEP_HOST',
    flag: '--host',
    shape: bindAddress,
    fallback: '127.0.0.1',
    about: 'Address to listen on; 0.0.0.0 or :: is every one of this machine.',
  }),
  baseUrl: option({
    env: 'LOCKSTEP_BASE_URL',
    flag: '--base-url',
    shape: z.literal('').or(origin),
    fallback: '',
    otherwise: 'http://lockstep.localhost and the port',
    about: 'Where people reach Lockstep; every site gets a subdomain of it.',
  }),
  allowPrivate: option({
    env: 'LOCKSTEP_ALLOW_PRIVATE',
    flag: '--allow-private',
    shape: hosts,
    fallback: '',
    otherwise: 'none',
    about: 'Hosts that may be browsed although their addresses are private, separated by commas; * is all.',
  }),
  allowSites: option({
    env: 'LOCKSTEP_ALLOW_SITES',
    flag: '--allow-sites',
    shape: hosts,
    fallback: '*',
    about: 'The only sites that may be browsed: hosts separated by commas, *.example.com for subdomains.',
  }),
  denySites: option({
    env: 'LOCKSTEP_DENY_SITES',
    flag: '--deny-sites',
    shape: hosts,
    fallback: '',
    otherwise: 'none',
    about: 'Sites that may not be browsed, written likewise; wins over the allowed ones.',
  }),
  adminToken: option({
    env: 'LOCKSTEP_ADMIN_TOKEN',
    flag: '--admin-token',
    shape: z.literal('').or(token),
    fallback: '',
    otherwise: 'made at start and printed once',
    isSecret: true,
    about: 'Secret that opens the admin page and the admin API.',
  }),
  create: option({
    env: 'LOCKSTEP_CREATE',
    flag: '--create',
    shape: z.enum(['open', 'admin'], 'must be open or admin'),
    fallback: 'open',
    about: 'Who may start a session: open is everybody who reaches the server, admin needs the admin token.',
  }),
  privacy: option({
    env: 'LOCKSTEP_PRIVACY',
    flag: '--privacy',
    shape: z.enum(PRIVACY_MODES, 'must be visible, inputs or private'),
    fallback: 'visible',
    about:
      'What mirrors see: visible is all but secrets, inputs hides what fields hold, private hides all that is not shown on purpose.',
  }),
  mask: option({
    env: 'LOCKSTEP_MASK',
    flag: '--mask',
    shape: siteElements,
    fallback: '',
    otherwise: 'none',
    about:
      'Elements that mirrors never see: hosts and CSS selectors, such as "example.com .iban, #card; * .secret".',
  }),
  unmask: option({
    env: 'LOCKSTEP_UNMASK',
    flag: '--unmask',
    shape: siteElements,
    fallback: '',
    otherwise: 'none',
    about: 'Elements that mirrors see in private mode, written likewise.',
  }),
  metrics: option({
    env: 'LOCKSTEP_METRICS',
    flag: '--metrics',
    shape: z.enum(['off', 'admin', 'open'], 'must be off, admin or open'),
    fallback: 'admin',
    about: 'Who may read /metrics (Prometheus): admin needs the admin token as a bearer token.',
  }),
  maxSessions: option({
    env: 'LOCKSTEP_MAX_SESSIONS',
    flag: '--max-sessions',
    shape: whole(1, 1_000_000),
    fallback: '1000',
    about: 'Most sessions at the same time.',
  }),
  maxParticipants: option({
    env: 'LOCKSTEP_MAX_PARTICIPANTS',
    flag: '--max-participants',
    shape: whole(1, 1_000),
    fallback: '50',
    about: 'Most participants of one session.',
  }),
  maxWindows: option({
    env: 'LOCKSTEP_MAX_WINDOWS',
    flag: '--max-windows',
    shape: whole(1, 200),
    fallback: '20',
    about: 'Most windows of one session.',
  }),
  maxUpload: option({
    env: 'LOCKSTEP_MAX_UPLOAD',
    flag: '--max-upload',
    shape: size,
    fallback: '100MB',
    about: 'Largest body a browser may send to a site.',
  }),
  maxRecord: option({
    env: 'LOCKSTEP_MAX_RECORD',
    flag: '--max-record',
    shape: size,
    fallback: '64MB',
    about: 'Memory that one session may use to answer mirrors without asking the site again.',
  }),
  maxSites: option({
    env: 'LOCKSTEP_MAX_SITES',
    flag: '--max-sites',
    shape: whole(1, 100_000),
    fallback: '5000',
    about:
      'Most sites of one session that the server has to remember: those visited, and those with long names.',
  }),
  maxLoads: option({
    env: 'LOCKSTEP_MAX_LOADS',
    flag: '--max-loads',
    shape: whole(1, 100_000),
    fallback: '300',
    about: 'Most requests and sockets of one session that sites may be answering at the same time.',
  }),
  maxConnections: option({
    env: 'LOCKSTEP_MAX_CONNECTIONS',
    flag: '--max-connections',
    shape: whole(1, 1_000_000),
    fallback: '20000',
    about: 'Most connections to this server at the same time; more are closed at once.',
  }),
  startRate: option({
    env: 'LOCKSTEP_START_RATE',
    flag: '--start-rate',
    shape: whole(1, 1_000_000),
    fallback: '60',
    about: 'Sessions that one address may start in a minute, the admin aside.',
  }),
  guessRate: option({
    env: 'LOCKSTEP_GUESS_RATE',
    flag: '--guess-rate',
    shape: whole(1, 1_000_000),
    fallback: '60',
    about: 'Wrong links that one address may try in a minute; right ones are never slowed down.',
  }),
  messageRate: option({
    env: 'LOCKSTEP_MESSAGE_RATE',
    flag: '--message-rate',
    shape: whole(10, 1_000_000),
    fallback: '3000',
    about: 'Messages that one participant may send in a second; who sends more is disconnected.',
  }),
  byteRate: option({
    env: 'LOCKSTEP_BYTE_RATE',
    flag: '--byte-rate',
    shape: size,
    fallback: '20MB',
    about: 'What one participant may send in messages in a second; what is more is refused.',
  }),
  siteTimeout: option({
    env: 'LOCKSTEP_SITE_TIMEOUT',
    flag: '--site-timeout',
    shape: duration,
    fallback: '60s',
    about: 'How long a site may take to begin its answer.',
  }),
  grace: option({
    env: 'LOCKSTEP_GRACE',
    flag: '--grace',
    shape: duration,
    fallback: '1m',
    about: 'How long somebody who lost the connection keeps the place, and control.',
  }),
  sessionExpiry: option({
    env: 'LOCKSTEP_SESSION_EXPIRY',
    flag: '--session-expiry',
    shape: duration,
    fallback: '1h',
    about: 'A session ends when nobody has been connected for this long.',
  }),
  sip: option({
    env: 'LOCKSTEP_SIP',
    flag: '--sip',
    shape: listeners,
    fallback: '',
    otherwise: 'none: SIP is off',
    about:
      'Where SIP listens: udp:HOST:PORT, tcp:HOST:PORT, tls:HOST:PORT and ws (on the HTTP port), separated by commas.',
  }),
  sipDomain: option({
    env: 'LOCKSTEP_SIP_DOMAIN',
    flag: '--sip-domain',
    shape: sipDomain,
    fallback: '',
    otherwise: 'whatever is called',
    about: 'Domain of the SIP addresses of sessions, and realm of the credentials.',
  }),
  sipAddress: option({
    env: 'LOCKSTEP_SIP_ADDRESS',
    flag: '--sip-address',
    shape: z.literal('').or(bindAddress),
    fallback: '',
    otherwise: 'the address SIP listens on',
    about: 'Address at which SIP peers reach this server, where that is another than it listens on.',
  }),
  sipUsers: option({
    env: 'LOCKSTEP_SIP_USERS',
    flag: '--sip-users',
    shape: users,
    fallback: '',
    otherwise: 'none: no credentials are asked for',
    isSecret: true,
    about: 'Who may call, as user:password separated by commas (digest, SHA-256 and MD5).',
  }),
  sipOpen: option({
    env: 'LOCKSTEP_SIP_OPEN',
    flag: '--sip-open',
    shape: yesOrNo,
    fallback: 'no',
    about: 'Whether a call to a name that no session has starts one.',
  }),
  sipPhones: option({
    env: 'LOCKSTEP_SIP_PHONES',
    flag: '--sip-phones',
    shape: z.enum(['reject', 'accept'], 'must be reject or accept'),
    fallback: 'reject',
    about:
      'Calls of plain phones: reject answers 488, accept takes them without sound and sends the link as a text message.',
  }),
  sipTlsKey: option({
    env: 'LOCKSTEP_SIP_TLS_KEY',
    flag: '--sip-tls-key',
    shape: z.string().max(4_096),
    fallback: '',
    otherwise: 'none',
    about: 'File with the private key (PEM) for SIP over TLS.',
  }),
  sipTlsCert: option({
    env: 'LOCKSTEP_SIP_TLS_CERT',
    flag: '--sip-tls-cert',
    shape: z.string().max(4_096),
    fallback: '',
    otherwise: 'none',
    about: 'File with the certificate chain (PEM) for SIP over TLS.',
  }),
  sipProxy: option({
    env: 'LOCKSTEP_SIP_PROXY',
    flag: '--sip-proxy',
    shape: sipUri,
    fallback: '',
    otherwise: 'none: straight to the address called',
    about: 'Proxy that calls to user agents go through, such as sip:pbx.example:5060;transport=tcp.',
  }),
  sipAccount: option({
    env: 'LOCKSTEP_SIP_ACCOUNT',
    flag: '--sip-account',
    shape: account,
    fallback: '',
    otherwise: 'none',
    isSecret: true,
    about: 'Account at that proxy, as user:password; with both, Lockstep registers there.',
  }),
  data: option({
    env: 'LOCKSTEP_DATA',
    flag: '--data',
    shape: z.string().max(4_096),
    fallback: '',
    otherwise: 'lockstep/PORT in $XDG_STATE_HOME or ~/.local/state; memory where the port is 0',
    about:
      'Folder in which sessions are kept, so that they go on after a restart; memory: nowhere, and a restart ends them.',
  }),
  secret: option({
    env: 'LOCKSTEP_SECRET',
    flag: '--secret',
    shape: z.literal('').or(token),
    fallback: '',
    otherwise: 'a key file in that folder',
    isSecret: true,
    about:
      'What sessions are encrypted with where they are kept, and by which nodes know one another; at best 32 random bytes or more.',
  }),
  redis: option({
    env: 'LOCKSTEP_REDIS_URL',
    flag: '--redis-url',
    shape: z.literal('').or(redisUrl),
    fallback: '',
    otherwise: 'none: there is one server',
    isSecret: true,
    about:
      'Redis in which sessions are kept instead of in a folder, so that any number of nodes behind a load balancer share them.',
  }),
  nodeAddress: option({
    env: 'LOCKSTEP_NODE_ADDRESS',
    flag: '--node-address',
    shape: z
      .literal('')
      .transform(() => null)
      .or(hostAndPort),
    fallback: '',
    otherwise: 'the address it listens on, or this machine’s first',
    about: 'Host and port at which the other nodes of that Redis reach this one.',
  }),
  logLevel: option({
    env: 'LOCKSTEP_LOG_LEVEL',
    flag: '--log-level',
    shape: z.enum(
      ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
      'must be fatal, error, warn, info, debug, trace or silent',
    ),
    fallback: 'info',
    about: 'What is written to standard error.',
  }),
} as const;

export type OptionName = keyof typeof table;
export type Options = { readonly [N in OptionName]: z.output<(typeof table)[N]['shape']> };

// How the text of a SIP setting becomes its value.
import { z } from 'zod';

export type SipListener =
  | { readonly transport: 'UDP' | 'TCP' | 'TLS'; readonly host: string; readonly port: number }
  | { readonly transport: 'WS' };

const LISTENER = /^(udp|tcp|tls):(\[[0-9a-f:.]+\]|[a-z0-9._-]+):(\d{1,5})$/;

function listener(text: string): SipListener | null {
  if (text === 'ws') return { transport: 'WS' };
  const [, transport, host, port] = LISTENER.exec(text) ?? [];
  if (transport === undefined || host === undefined || Number(port) > 65_535) return null;
  return {
    transport: transport.toUpperCase() as 'UDP' | 'TCP' | 'TLS',
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(port),
  };
}

const items = (text: string): string[] =>
  text
    .split(',')
    .map((it) => it.trim())
    .filter((it) => it !== '');

/** `udp:127.0.0.1:5060,tcp:127.0.0.1:5060,tls:0.0.0.0:5061,ws`. */
export const listeners = z.string().transform((text, context): readonly SipListener[] =>
  items(text.toLowerCase()).flatMap((it) => {
    const read = listener(it);
    if (read === null)
      context.addIssue({
        code: 'custom',
        message: `must be listeners such as udp:127.0.0.1:5060 or ws; "${it}" is none`,
      });
    return read === null ? [] : [read];
  }),
);

/** `alice:secret,bob:other`. */
export const users = z.string().transform((text, context): ReadonlyMap<string, string> => {
  const pairs = items(text).map((it) => /^([^\s:]{1,64}):(.{1,256})$/.exec(it));
  if (pairs.includes(null))
    context.addIssue({ code: 'custom', message: 'must be user:password, separated by commas' });
  return new Map(
    pairs.flatMap((it): [string, string][] => (it === null ? [] : [[it[1] ?? '', it[2] ?? '']])),
  );
});

export const account = z.string().transform((text, context) => {
  if (text === '') return null;
  const [, user, password] = /^([^\s:]{1,64}):(.{1,256})$/.exec(text) ?? [];
  if (user !== undefined && password !== undefined) return { user, password };
  context.addIssue({ code: 'custom', message: 'must be user:password' });
  return null;
});

export const yesOrNo = z.enum(['yes', 'no'], 'must be yes or no').transform((it) => it === 'yes');

export const sipDomain = z
  .string()
  .regex(/^[A-Za-z0-9.-]{0,253}$/, 'must be a domain such as cobrowse.example');

export const sipUri = z.string().regex(/^(sips?:[^\s<>"]+)?$/i, 'must be a SIP URI such as sip:pbx.example');

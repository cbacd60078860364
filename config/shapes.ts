// How the text of a setting becomes its value. Each message is what an operator reads at start.
import { parse } from 'css-what';
import { z } from 'zod';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const SIZES = { B: 1, kB: 1_000, MB: 1_000_000, GB: 1_000_000_000 } as const;

export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .refine((it) => it >= min && it <= max, `must be from ${min} to ${max}`);

/** `15s`, `10m`, `500ms`; a bare number is seconds. In milliseconds. */
export const duration = z
  .string()
  .regex(/^\d{1,9}(ms|s|m|h|d)?$/, 'must be a time such as 500ms, 15s, 10m, 2h or 1d')
  .transform((text) => {
    const unit = (/[a-z]+$/.exec(text)?.[0] ?? 's') as keyof typeof UNITS;
    return parseInt(text, 10) * UNITS[unit];
  })
  .refine((it) => it > 0, 'must be more than 0')
  // setTimeout counts in 32 bits: a longer one would fire at once.
  .refine((it) => it <= 2 ** 31 - 1, 'must be at most 24d');

/** `512kB`, `64MB`; a bare number is bytes. */
export const size = z
  .string()
  .regex(/^\d{1,12}(B|kB|MB|GB)?$/, 'must be a size such as 512kB, 64MB or 1GB')
  .transform((text) => {
    const unit = (/[A-Za-z]+$/.exec(text)?.[0] ?? 'B') as keyof typeof SIZES;
    return parseInt(text, 10) * SIZES[unit];
  })
  .refine((it) => it > 0, 'must be more than 0');

const items = (text: string): string[] =>
  text
    .split(',')
    .map((it) => it.trim().toLowerCase())
    .filter((it) => it !== '');

const HOST =
  /^(\*|(\*\.)?([a-z0-9_-]+\.)*[a-z0-9_-]+(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?|[0-9a-f]*:[0-9a-f:.]+)$/;

/** Comma-separated hosts: `example.com`, `*.example.com`, `[::1]`, `*` for all. */
export const hosts = z
  .string()
  .transform(items)
  .superRefine((list, context) => {
    for (const it of list.filter((host) => !HOST.test(host)))
      context.addIssue({ code: 'custom', message: `must be hosts separated by commas; "${it}" is none` });
  })
  .transform((list): readonly string[] => list);

/** Elements of sites: `selector` is a list of CSS selectors. */
export interface SiteElements {
  readonly hosts: readonly string[];
  readonly selector: string;
}

/** `example.com,*.example.org .iban, #card; * [data-private]`: hosts, a space, a list of CSS selectors; rules apart by semicolons. */
export const siteElements = z.string().transform((text, context): readonly SiteElements[] =>
  text
    .split(';')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '')
    .map((rule) => {
      const [, named = '', selector = ''] = /^(\S+)\s+(.+)$/s.exec(rule) ?? [];
      const problem = elementsProblem(named, selector);
      if (problem !== null)
        context.addIssue({ code: 'custom', message: `${problem}; "${rule}" is not right` });
      return { hosts: items(named), selector };
    }),
);

function elementsProblem(named: string, selector: string): string | null {
  if (selector === '' || !items(named).every((it) => HOST.test(it)))
    return 'must be rules such as "example.com .iban, #card", apart by semicolons';
  try {
    parse(selector);
    return null;
  } catch {
    return 'must have CSS selectors behind the hosts';
  }
}

const IP = /^\[|^\d+(\.\d+){3}$/;

/** Where people reach Lockstep: an origin, whose host can have subdomains. */
export const origin = z.string().superRefine((text, context) => {
  const problem = originProblem(text);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem });
});

function originProblem(text: string): string | null {
  if (!URL.canParse(text)) return 'must be a URL such as https://cobrowse.example.com';
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'must begin with http:// or https://';
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
    return 'must be only scheme, host and port, without a path';
  if (IP.test(url.hostname))
    return 'must have a host name, not an IP address: every site gets a subdomain of it';
  // Browsers take no cookie for the whole of `localhost`, nor for any other single label.
  if (!url.hostname.includes('.')) return 'must have a host name with a dot, such as lockstep.localhost';
  return null;
}

/** Printable ASCII: it has to pass through an HTTP header. */
export const token = z.string().regex(/^[\x20-\x7e]{1,512}$/, 'must be printable ASCII characters');

export const bindAddress = z
  .string()
  .regex(/^[A-Za-z0-9.:_-]{1,253}$/, 'must be an IP address or a host name');

/** `10.0.0.5:8080`, `[fd00::5]:8080`. */
export const hostAndPort = z
  .string()
  .regex(
    /^(\[[0-9a-f:.]+\]|[A-Za-z0-9._-]{1,253}):\d{1,5}$/i,
    'must be a host and a port such as 10.0.0.5:8080',
  )
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  });

export const redisUrl = z
  .string()
  .refine(
    (it) => /^rediss?:\/\//.test(it) && URL.canParse(it),
    'must be a URL such as redis://127.0.0.1:6379',
  );

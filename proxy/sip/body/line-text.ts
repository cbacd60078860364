// A command line <-> its text after `a=cobrowse-`, by the grammar of docs/sip.md. The fault names the attribute.
import type { Line } from './line.ts';
import { decodeValue, encodeValue } from './value-text.ts';

/** Undefined: no command of this name, to be ignored (RFC 8866: unknown attributes are). */
export type LineRead = { readonly line: Line } | { readonly fault: string } | undefined;

type Values = ReadonlyMap<string, string | null>;
const NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
const PID = /^[A-Za-z0-9_-]{1,32}$/;
const WINDOW = /^[A-Za-z0-9_-]{1,32}$/;
const FRACTION = /^(0|0\.\d{1,6}|1|1\.0{1,6})$/;
const OPS = ['request', 'grant', 'deny', 'release', 'transfer', 'revoke'] as const;
const MAX_NODE = 1_024;

class Malformed extends Error {}

function valuesOf(text: string): Values {
  const values = new Map<string, string | null>();
  for (const part of text.split(';')) {
    const at = part.indexOf('=');
    const name = at < 0 ? part : part.slice(0, at);
    const value = at < 0 ? null : decodeValue(part.slice(at + 1));
    if (!NAME.test(name) || (at >= 0 && value === null))
      throw new Malformed(`parameter "${name.slice(0, 40)}"`);
    if (values.has(name)) throw new Malformed(`${name} stands there twice`);
    values.set(name, value);
  }
  return values;
}

const need = (values: Values, name: string): string => {
  const value = values.get(name);
  if (value == null || value === '') throw new Malformed(`${name} is missing`);
  return value;
};
const matching = (value: string, name: string, pattern: RegExp): string => {
  if (!pattern.test(value)) throw new Malformed(`${name} is malformed`);
  return value;
};
const win = (values: Values): string => matching(need(values, 'win'), 'win', WINDOW);
const webUrl = (value: string, name: string): string => {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value))
    throw new Malformed(`${name} must be an http(s) URL`);
  return value;
};
const fraction = (values: Values, name: string): number | null =>
  values.has(name) ? Number(matching(need(values, name), name, FRACTION)) : null;
const count = (values: Values, name: string): number =>
  Number(matching(need(values, name), name, /^\d{1,5}$/));
const node = (values: Values): string | null => {
  if (!values.has('node')) return null;
  const value = need(values, 'node');
  if (value.length > MAX_NODE) throw new Malformed('node is too long');
  return value;
};
const pid = (values: Values, name: string): string | null =>
  values.has(name) ? matching(need(values, name), name, PID) : null;

function highlight(values: Values): Line {
  const hasRange = values.has('start') || values.has('end');
  const offset = (name: string): number => Number(matching(need(values, name), name, /^\d{1,8}$/));
  const range = hasRange ? { start: offset('start'), end: offset('end') } : null;
  if (range !== null && range.end < range.start) throw new Malformed('end lies before start');
  const clear = values.has('clear');
  const it = { name: 'highlight', win: win(values), node: node(values), range, clear } as const;
  if (it.node === null && !clear) throw new Malformed('node is missing');
  return it;
}

function control(text: string): Line {
  const [op = '', ...rest] = text.split(';');
  const values = rest.length === 0 ? new Map<string, string | null>() : valuesOf(rest.join(';'));
  if (op.startsWith('holder='))
    return { name: 'control', op: 'holder', holder: matching(op.slice(7), 'holder', PID) };
  const known = OPS.find((it) => it === op);
  if (known === undefined) throw new Malformed(`"${op.slice(0, 40)}" is no operation`);
  const to = pid(values, 'to');
  if (to === null && (known === 'grant' || known === 'transfer')) throw new Malformed('to is missing');
  return { name: 'control', op: known, to, from: pid(values, 'from') };
}

const readers: Readonly<Record<Line['name'], (text: string) => Line>> = {
  page: (text) => {
    const values = valuesOf(text);
    return {
      name: 'page',
      win: win(values),
      url: webUrl(need(values, 'url'), 'url'),
      title: values.get('title') ?? null,
    };
  },
  scroll: (text) => {
    const values = valuesOf(text);
    return {
      name: 'scroll',
      win: win(values),
      node: node(values),
      fx: fraction(values, 'fx'),
      fy: fraction(values, 'fy'),
    };
  },
  highlight: (text) => highlight(valuesOf(text)),
  focus: (text) => ({ name: 'focus', win: win(valuesOf(text)) }),
  window: (text) => {
    const values = valuesOf(text);
    const action = matching(need(values, 'action'), 'action', /^(open|close)$/) as 'open' | 'close';
    const url = values.has('url') ? webUrl(need(values, 'url'), 'url') : null;
    return { name: 'window', win: win(values), action, url, opener: values.get('opener') ?? null };
  },
  resize: (text) => {
    const values = valuesOf(text);
    return { name: 'resize', win: win(values), w: count(values, 'w'), h: count(values, 'h') };
  },
  control,
  terminate: (text) => ({
    name: 'terminate',
    reason: text === '' ? null : (valuesOf(text).get('reason') ?? null),
  }),
};

/** `text`: an attribute's whole value, `cobrowse-...`. */
export function readLine(text: string): LineRead {
  const [, name = '', value] = /^cobrowse-([a-z]+)(?::(.*))?$/s.exec(text) ?? [];
  if (!Object.hasOwn(readers, name)) return undefined;
  if (value === undefined && name !== 'terminate') return { fault: `a=cobrowse-${name}: it has no value` };
  try {
    return { line: readers[name as Line['name']](value ?? '') };
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { fault: `a=cobrowse-${name}: ${error.message}` };
  }
}

type Given = readonly (readonly [string, string | number | null])[];
const joined = (given: Given): string =>
  given
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}=${encodeValue(String(value))}`)
    .join(';');
const share = (it: number | null): string | null =>
  it === null ? null : String(Math.round(Math.min(1, Math.max(0, it)) * 1e6) / 1e6).replace(/^(\d)e.*$/, '0');

export function printLine(line: Line): string {
  return `cobrowse-${line.name}${valueOf(line)}`;
}

function valueOf(line: Line): string {
  switch (line.name) {
    case 'page':
      return `:${joined([
        ['win', line.win],
        ['url', line.url],
        ['title', line.title],
      ])}`;
    case 'scroll':
      return `:${joined([
        ['win', line.win],
        ['node', line.node],
        ['fx', share(line.fx)],
        ['fy', share(line.fy)],
      ])}`;
    case 'highlight': {
      const { range } = line;
      const said = joined([
        ['win', line.win],
        ['node', line.node],
        ['start', range?.start ?? null],
        ['end', range?.end ?? null],
      ]);
      return `:${said}${line.clear ? ';clear' : ''}`;
    }
    case 'focus':
      return `:${joined([['win', line.win]])}`;
    case 'window':
      return `:${joined([
        ['win', line.win],
        ['action', line.action],
        ['url', line.url],
        ['opener', line.opener],
      ])}`;
    case 'resize':
      return `:${joined([
        ['win', line.win],
        ['w', line.w],
        ['h', line.h],
      ])}`;
    case 'control':
      if (line.op === 'holder') return `:holder=${line.holder}`;
      return `:${[
        line.op,
        joined([
          ['to', line.to],
          ['from', line.from],
        ]),
      ]
        .filter((it) => it !== '')
        .join(';')}`;
    case 'terminate':
      return line.reason === null ? '' : `:${joined([['reason', line.reason]])}`;
  }
}

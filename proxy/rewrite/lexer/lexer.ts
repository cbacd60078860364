// The edits of a script as the parser's walk finds them, from its brackets and literals alone; or that they cannot be told so.
import { RUNTIME } from '../../../protocol/script-runtime.ts';
import type { Edit } from '../script-edit.ts';
import { roleOf } from './bracket.ts';
import { isEvalCall, rewriteEval, rewriteImport } from './call.ts';
import { rewriteComputed } from './computed.ts';
import { constantSum } from './constant.ts';
import { after, before, isWord, OPTIONAL, type Token } from './cursor.ts';
import { declaredRange, PROGRAM_WIDE } from './declaration.ts';
import { freeUses, isCode, isWholeWord, placesOf } from './free.ts';
import { meaningOf } from './name.ts';
import { editsOf, notes, replace, type Notes } from './notes.ts';
import { rewriteMember } from './member.ts';
import { isPlainlyRead } from './read.ts';
import { rewriteSource } from './pattern.ts';
import { scan } from './scan.ts';
import {
  endOf,
  groupAt,
  kindOf,
  leave,
  startOf,
  stopAt,
  STRING,
  TEMPLATE,
  upOf,
  work,
  type Stops,
} from './stops.ts';
import { HEAD, MEMBER, OBJECT } from './role.ts';

/** The edits, or why only a parser can tell them. */
export type Lexed = { readonly edits: readonly Edit[] } | { readonly unclear: string };

const SITE = /\b(?:location|top|postMessage|eval|import)\b/g;

interface Sites {
  readonly t: Stops;
  readonly into: Notes;
  readonly names: Readonly<Record<'location' | 'top', number[]>>;
  readonly evals: number[];
  isModule: boolean;
}

/** A text in a literal that may name a member, or what a pattern takes. */
function text(sites: Sites, stop: number, name: string): void {
  const { t, into } = sites;
  const group = upOf(t, stop);
  const last = before(t, startOf(t, stop));
  const next = after(t, endOf(t, stop));
  if (last.kind === 91 && last.stop === group && next.kind === 93) {
    const role = roleOf(t, group);
    const member = { name, link: last, at: startOf(t, stop), end: next.end };
    if (role === MEMBER) rewriteMember(t, into, member);
    else if (roleOf(t, upOf(t, group)) === OBJECT && role !== 18) leave(t, 'computed key');
  } else if (next.kind === 58 && roleOf(t, group) === OBJECT && (last.stop === group || last.kind === 44)) {
    if (name === 'location' || name === 'top') rewriteSource(t, into, name, group);
  }
}

function bare(sites: Sites, word: string, at: number, last: Token): void {
  const { t, into } = sites;
  switch (word) {
    case 'location':
    case 'top': {
      sites.names[word].push(at);
      const group = groupAt(t, at);
      const begins = last.kind === 123 || last.kind === 44;
      if (begins && roleOf(t, group) === OBJECT) rewriteSource(t, into, word, group);
      return;
    }
    case 'eval':
      sites.evals.push(at);
      return;
    case 'import':
      if (rewriteImport(t, into, at)) sites.isModule = true;
      return;
  }
}

function site(sites: Sites, word: string, at: number): void {
  const { t, into } = sites;
  const stop = stopAt(t, at);
  const end = at + word.length;
  if (stop !== 0 && at < endOf(t, stop)) {
    const isText = kindOf(t, stop) === STRING || kindOf(t, stop) === TEMPLATE;
    if (!isText || startOf(t, stop) !== at - 1 || endOf(t, stop) !== end + 1) return;
    if (word !== 'import') text(sites, stop, word);
    return;
  }
  if (!isWholeWord(t, at, end)) return;
  const last = before(t, at);
  if (last.kind === 35) return;
  if (last.kind !== 46 && last.kind !== OPTIONAL) bare(sites, word, at, last);
  else if (word !== 'import') rewriteMember(t, into, { name: word, link: last, at, end });
}

const hasWith = (t: Stops): boolean =>
  placesOf(t, 'with').some((at) => {
    const last = before(t, at).kind;
    const next = after(t, at + 4);
    return last !== 46 && last !== OPTIONAL && next.kind === 40 && roleOf(t, next.stop) === HEAD;
  });

/** Whether an arrow function without braces may be around a place: it has variables of its own, too. */
function isInArrow(t: Stops, at: number): boolean {
  let end = t.source.lastIndexOf(';', at);
  while (end > 0 && !isCode(t, end)) end = t.source.lastIndexOf(';', end - 1);
  return t.source.slice(Math.max(0, end), at).includes('=>');
}

function names(sites: Sites): void {
  const { t, into, isModule } = sites;
  const direct = sites.evals.filter((at) => rewriteEval(t, into, at));
  if (direct.some((at) => isInArrow(t, at))) leave(t, 'eval');
  const ranges = direct.map((at) => declaredRange(t, at, 'var')).filter((range) => range !== PROGRAM_WIDE);
  const isDirect = new Set(direct);
  for (const at of sites.evals)
    if (!isDirect.has(at) && typeof meaningOf(t, at, at + 4) === 'object') leave(t, 'eval');
  const indirect = sites.evals.filter((at) => !isEvalCall(t, at));
  const all = { ...sites.names, eval: indirect };
  for (const name of ['location', 'top', 'eval'] as const) {
    for (const { at, isShorthand } of freeUses(t, name, all[name], isModule)) {
      if (name === 'eval' && !isPlainlyRead(t, at, at + 4)) leave(t, 'eval written');
      work(t, ranges.length);
      const mayBeDeclared = ranges.some(({ start, end }) => start <= at && at < end);
      if (mayBeDeclared || hasWith(t)) leave(t, 'scope');
      // The parser puts what is constructed in parentheses.
      if (isWord(t, before(t, at), 'new')) leave(t, 'constructed');
      replace(into, at, name.length, `${isShorthand ? `${name}:` : ''}${RUNTIME}.${name}`);
    }
  }
}

const GENERATOR = /\bfunction\s*\*|[{},;c]\s*\*\s*[\w$[]/;

/** `yield` and `await` are read as operators. Where nothing makes them so, they are names, as sloppy code may have them. */
function hasOperatorName(t: Stops, isModule: boolean): boolean {
  const { source } = t;
  const has = (word: string): boolean => placesOf(t, word).length > 0;
  if (source.includes('yield') && !GENERATOR.test(source) && has('yield')) return true;
  return !isModule && source.includes('await') && !/\basync\b/.test(source) && has('await');
}

/** The edits of a script's text. `isModule`: it was said to be one. */
export function lexScript(source: string, isModule: boolean): Lexed {
  const t = scan(source);
  const sites: Sites = {
    t,
    into: notes(),
    names: { location: [], top: [] },
    evals: [],
    isModule,
  };
  SITE.lastIndex = 0;
  for (let match = SITE.exec(source); match !== null && t.unclear === null; match = SITE.exec(source))
    site(sites, match[0], match.index);
  if (hasOperatorName(t, sites.isModule)) leave(t, 'operator name');
  if (t.unclear === null) names(sites);
  if (t.unclear === null) rewriteComputed(t, sites.into, sites.isModule);
  for (const sum of t.unclear === null ? t.sums : []) {
    const key = constantSum(t, upOf(t, sum));
    if (key === 'location' || key === 'top' || key === 'postMessage') leave(t, 'sum');
  }
  return t.unclear === null ? { edits: editsOf(sites.into) } : { unclear: t.unclear };
}

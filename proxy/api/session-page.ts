// A page of the list of sessions: filtered, sorted, cut.
import type { z } from 'zod';
import type { SessionState } from '../../protocol/state.ts';
import type { Listing, page, Summary } from './shapes.ts';

export function summaryOf(state: SessionState): Summary {
  const shown =
    state.windows.find((it) => it.focused && isPage(it.url)) ?? state.windows.find((it) => isPage(it.url));
  return {
    id: state.id,
    created: state.created,
    site: shown === undefined ? '' : new URL(shown.url).host,
    title: shown?.title ?? '',
    participants: state.participants.map(({ id, name, role, online }) => ({ id, name, role, online })),
    holder: state.control.holder,
    windows: state.windows.length,
    leaks: state.leaks,
    drifts: state.drifts,
  };
}

export function sessionPage(all: readonly SessionState[], asked: Listing): z.infer<typeof page> {
  const words = asked.filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((it) => has(it, words)).map(summaryOf);
  const sign = asked.order === 'asc' ? 1 : -1;
  found.sort((a, b) => sign * compare(keyOf(a, asked.sort), keyOf(b, asked.sort)) || compare(a.id, b.id));
  return {
    total: all.length,
    matched: found.length,
    sessions: found.slice(asked.offset, asked.offset + asked.limit),
  };
}

const isPage = (url: string): boolean => /^https?:/.test(url) && URL.canParse(url);

function has({ id, windows, participants }: SessionState, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const said = [id, ...windows.flatMap((it) => [it.url, it.title]), ...participants.map((it) => it.name)];
  const text = said.join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}

const keyOf = (it: Summary, sort: Listing['sort']): string | number =>
  sort === 'participants' ? it.participants.length : it[sort];

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

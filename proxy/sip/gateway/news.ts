// What a call is told: the difference between two states, and what others did, as lines. Pure.
import type { Body } from '../../../protocol/commands.ts';
import type { SessionState, WindowState } from '../../../protocol/state.ts';
import type { Relayed } from '../../../protocol/wire.ts';
import type { Line } from '../body/line.ts';

export interface News {
  readonly line: Line;
  /** Who did it; null: not known. */
  readonly from: string | null;
}

const webUrl = (url: string): string | null => (/^https?:\/\//.test(url) ? url : null);

const opened = ({ id, url, opener }: WindowState): Line => ({
  name: 'window',
  win: id,
  action: 'open',
  url: webUrl(url),
  opener,
});
const page = ({ id, url, title }: WindowState): Line[] => {
  const said = webUrl(url);
  return said === null ? [] : [{ name: 'page', win: id, url: said, title: title === '' ? null : title }];
};
const size = ({ id, width, height }: WindowState): Line => ({ name: 'resize', win: id, w: width, h: height });

/** All there is, for offers and answers. */
export function snapshot({ windows, control }: SessionState): readonly Line[] {
  const front = windows.find((it) => it.focused);
  return [
    ...(control.holder === null ? [] : [{ name: 'control', op: 'holder', holder: control.holder } as const]),
    ...windows.flatMap((it) => [opened(it), ...page(it), size(it)]),
    ...(front === undefined ? [] : [{ name: 'focus', win: front.id } as const]),
  ];
}

/** Whose requests somebody is asked about: the holder's, and of those who decide anyway. */
const asked = ({ control }: SessionState, me: string, mayRule: boolean): readonly string[] =>
  control.holder === me || (mayRule && control.holder !== null)
    ? control.queue.filter((it) => it !== me)
    : [];

export interface Reader {
  readonly me: string;
  readonly mayRule: boolean;
}

export function newsOf(before: SessionState, after: SessionState, { me, mayRule }: Reader): readonly News[] {
  const by = after.control.holder === me ? null : after.control.holder;
  const told: News[] = [];
  const tell = (line: Line): void => void told.push({ line, from: by });
  const old = new Map(before.windows.map((it) => [it.id, it]));
  for (const it of after.windows) {
    const was = old.get(it.id);
    if (was === undefined) tell(opened(it));
    if (was !== undefined && was.url !== it.url) page(it).forEach(tell);
    if (was === undefined || was.width !== it.width || was.height !== it.height) tell(size(it));
  }
  for (const { id } of before.windows)
    if (!after.windows.some((it) => it.id === id))
      tell({ name: 'window', win: id, action: 'close', url: null, opener: null });
  const front = after.windows.find((it) => it.focused)?.id;
  if (front !== undefined && front !== before.windows.find((it) => it.focused)?.id)
    tell({ name: 'focus', win: front });
  const { holder } = after.control;
  if (holder !== before.control.holder)
    told.push({
      line:
        holder === null
          ? { name: 'control', op: 'release', to: null, from: null }
          : { name: 'control', op: 'holder', holder },
      from: null,
    });
  const known = asked(before, me, mayRule);
  for (const from of asked(after, me, mayRule))
    if (!known.includes(from)) told.push({ line: { name: 'control', op: 'request', to: null, from }, from });
  return told;
}

/** Null: a call has no words for it. */
export function relayedLine({ name, body }: Relayed): Line | null {
  if (name === 'scroll') {
    const { window, frame, place } = body as Body<'scroll'>;
    if (frame !== '' || place === undefined) return null;
    return { name: 'scroll', win: window, node: place.selector, fx: place.x, fy: place.y };
  }
  if (name === 'unhighlight') {
    const { window } = body as Body<'unhighlight'>;
    return { name: 'highlight', win: window, node: null, range: null, clear: true };
  }
  if (name !== 'highlight') return null;
  const { window, frame, shape, named } = body as Body<'highlight'>;
  const place = shape.kind === 'named' ? shape : named;
  if (frame !== '' || place === undefined) return null;
  return { name: 'highlight', win: window, node: place.selector, range: place.range, clear: false };
}

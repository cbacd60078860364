// The sessions as the admin's feed tells them, parsed.
import type { ParticipantState, Role, SessionState, WindowState } from '../../protocol/state.ts';

export interface AdminSession {
  readonly id: string;
  readonly created: number;
  readonly participants: readonly Pick<
    ParticipantState,
    'id' | 'name' | 'role' | 'online' | 'colour' | 'kind'
  >[];
  readonly control: Pick<SessionState['control'], 'holder' | 'since' | 'queue'>;
  readonly windows: readonly Pick<WindowState, 'id' | 'url' | 'title' | 'focused'>[];
  readonly live: string | null;
  readonly leaks: number;
  /** How often a mirror was put right. */
  readonly drifts: number;
}

export interface Overview {
  readonly sessions: readonly AdminSession[];
  /** Whether SIP is on. */
  readonly takesCalls: boolean;
}

type Fields = Readonly<Record<string, unknown>>;
const ROLES: readonly unknown[] = ['owner', 'guest', 'observer', 'admin'] satisfies readonly Role[];
const COLOUR = /^#[0-9a-f]{6}$/i;

const isFields = (it: unknown): it is Fields => typeof it === 'object' && it !== null;
const list = (it: unknown): readonly unknown[] => (Array.isArray(it) ? (it as readonly unknown[]) : []);
const text = (it: unknown): string => (typeof it === 'string' ? it : '');
const idOrNull = (it: unknown): string | null => (typeof it === 'string' ? it : null);
const count = (it: unknown): number => (typeof it === 'number' && Number.isFinite(it) ? it : 0);

function participantOf(it: unknown): AdminSession['participants'][number] | null {
  if (!isFields(it) || text(it['id']) === '' || !ROLES.includes(it['role'])) return null;
  return {
    id: text(it['id']),
    name: text(it['name']),
    role: it['role'] as Role,
    online: it['online'] === true,
    colour: COLOUR.test(text(it['colour'])) ? text(it['colour']) : '#57534e',
    kind: it['kind'] === 'sip' ? 'sip' : 'browser',
  };
}

function sessionOf(it: unknown): AdminSession | null {
  if (!isFields(it) || text(it['id']) === '') return null;
  const control = isFields(it['control']) ? it['control'] : {};
  const windows = list(it['windows']).filter(isFields);
  return {
    id: text(it['id']),
    created: count(it['created']),
    participants: list(it['participants'])
      .map(participantOf)
      .filter((one) => one !== null),
    control: {
      holder: idOrNull(control['holder']),
      since: count(control['since']),
      queue: list(control['queue']).map(text),
    },
    windows: windows.map((one) => ({
      id: text(one['id']),
      url: text(one['url']),
      title: text(one['title']),
      focused: one['focused'] === true,
    })),
    live: idOrNull(it['live']),
    leaks: count(it['leaks']),
    drifts: count(it['drifts']),
  };
}

/** Null where it is no overview at all. */
export function parseOverview(it: unknown): Overview | null {
  if (!isFields(it) || !Array.isArray(it['sessions'])) return null;
  const sessions = list(it['sessions'])
    .map(sessionOf)
    .filter((one) => one !== null);
  return { sessions, takesCalls: it['takesCalls'] === true };
}

/** The window in front, or another if that one is empty. */
export function shownWindow({ windows }: AdminSession): AdminSession['windows'][number] | null {
  const withPage = windows.filter((it) => /^https?:/.test(it.url) && URL.canParse(it.url));
  return withPage.find((it) => it.focused) ?? withPage[0] ?? null;
}

/** The site a session is at. */
export function siteOf(session: AdminSession): string {
  const window = shownWindow(session);
  return window === null ? 'No page' : new URL(window.url).host;
}

export const holderOf = ({
  participants,
  control,
}: AdminSession): AdminSession['participants'][number] | null =>
  participants.find((it) => it.id === control.holder) ?? null;

/** Whether a session has all the words of a filter: in its id, sites, titles or names. */
export function matches(session: AdminSession, filter: string): boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const said = [
    session.id,
    ...session.windows.flatMap((it) => [it.url, it.title]),
    ...session.participants.map((it) => it.name),
  ];
  const all = said.join('\n').toLowerCase();
  return words.every((word) => all.includes(word));
}

// A session as the server would tell it, for the shell's tests.
import type { ParticipantState, SessionState, WindowState } from '../../../protocol/state.ts';
import type { Welcome } from '../../../protocol/wire.ts';

export const owner: ParticipantState = {
  id: 'owneraaa',
  name: 'Olga',
  role: 'owner',
  kind: 'browser',
  online: true,
  colour: '#1d6fdc',
  joined: 1,
};
export const guest: ParticipantState = {
  ...owner,
  id: 'guestaaa',
  name: 'Gus',
  role: 'guest',
  colour: '#c2410c',
  joined: 2,
};
export const observer: ParticipantState = {
  ...owner,
  id: 'watchaaa',
  name: 'Wanda',
  role: 'observer',
  colour: '#0f766e',
  joined: 3,
};

export const windowOf = (part: Partial<WindowState> = {}): WindowState => ({
  id: 'w1',
  url: 'https://example.com/',
  base: '',
  title: 'Example',
  icon: '',
  page: 'p1',
  status: 'complete',
  width: 1280,
  height: 800,
  scroll: { x: 0, y: 0 },
  focused: true,
  spare: null,
  opener: null,
  ...part,
});

export const sessionOf = (part: Partial<SessionState> = {}): SessionState => ({
  id: 'abcdefgh',
  version: 1,
  created: 1,
  participants: [owner, guest],
  control: { holder: owner.id, epoch: 1, since: 1, queue: [] },
  windows: [windowOf()],
  live: owner.id,
  moving: null,
  gap: 0,
  paused: null,
  dialog: null,
  privacy: 'visible',
  leaks: 0,
  drifts: 0,
  ...part,
});

export const welcomeOf = (you: string, state: SessionState = sessionOf()): Welcome => ({
  version: 1,
  you,
  state,
  inviteUrl: you === owner.id ? 'http://lockstep.localhost:8080/s/abcdefgh?key=secret' : null,
  remembered: [],
  chat: [],
  hashed: {},
});

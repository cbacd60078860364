// A scene whose line to the others is a list.
import type { Boot } from '../../../protocol/boot.ts';
import { addressBook } from '../../../protocol/address.ts';
import type { Scene } from '../../../inject/sync/scene.ts';

export interface Heard {
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly sent: ((seq: number) => void) | undefined;
}

const boot: Boot = {
  session: 'abcdefgh',
  base: { protocol: 'http:', host: 'lockstep.localhost' },
  role: 'mirror',
  key: 'key',
  url: 'http://site.test/',
  contentType: '',
  referrer: '',
  cookies: '',
  cookieVersion: 0,
  cookieToken: '',
  framers: null,
  nonce: 'n0nce',
  privacy: { mode: 'visible', hide: [], show: [] },
  stored: false,
  prelude: 0,
  hashed: {},
};

export function sceneOf(
  nodes: readonly Node[],
  is: { role?: Scene['role']; controller?: boolean } = {},
): { readonly scene: Scene; readonly told: Heard[] } {
  const told: Heard[] = [];
  const scene: Scene = {
    boot,
    book: addressBook(boot.base, boot.session, new Map(), () => undefined),
    role: is.role ?? 'mirror',
    document,
    frame: '',
    numbers: {
      idOf: (node) => (nodes.includes(node) ? nodes.indexOf(node) + 1 : undefined),
      nodeOf: (id) => nodes[id - 1],
    },
    page: () => 'page1',
    isController: () => is.controller ?? true,
    me: () => 'meeeeeee',
    saysNames: () => false,
    colour: () => '#000000',
    tell: (name, body, sent) => void told.push({ name, body: { ...body }, sent }),
  };
  return { scene, told };
}

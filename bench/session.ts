// A session and its participants without a browser: what a load generator needs to ask as one.
import { ask } from '../tests/support/ask.ts';
import type { Created } from '../tests/support/world.ts';

export async function createSession(base: URL, url: string): Promise<Created> {
  const { status, text } = await ask(base, 'POST', '/api/sessions', { url });
  if (status !== 201) throw new Error(`no session: ${text}`);
  return JSON.parse(text) as Created;
}

/** Joins by an owner's or invite's address; gives the Cookie header of the participant. */
export async function join(base: URL, address: string, name: string): Promise<string> {
  const url = new URL(address);
  const { headers } = await ask(base, 'GET', `${url.pathname}${url.search}&name=${name}`, undefined, {
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
  });
  return (headers['set-cookie'] ?? []).map((it) => it.replace(/;.*/s, '')).join('; ');
}

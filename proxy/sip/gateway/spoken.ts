// A line of a call -> commands of the session. Pure: who may do them is the session's to say.
import { parseCommand, type Command } from '../../../protocol/commands.ts';
import type { SessionState, WindowState } from '../../../protocol/state.ts';
import type { Line } from '../body/line.ts';

export interface Speaker {
  readonly id: string;
  readonly colour: string;
}
export type Spoken = { readonly command: Command } | { readonly fault: string };

export function commandOf(line: Line, speaker: Speaker, view: SessionState): Spoken {
  const { name, body } = said(line, speaker, view);
  const parsed = parseCommand(name, body);
  return parsed.ok ? { command: parsed.command } : { fault: `a=cobrowse-${line.name}: ${parsed.message}` };
}

interface Said {
  readonly name: string;
  readonly body: object;
}

function said(line: Line, speaker: Speaker, view: SessionState): Said {
  switch (line.name) {
    case 'page':
      return { name: 'navigate', body: { window: line.win, to: { url: new URL(line.url).href } } };
    case 'scroll':
      return scroll(
        line,
        view.windows.find((it) => it.id === line.win),
      );
    case 'highlight':
      return highlight(line, speaker);
    case 'focus':
      return { name: 'focus', body: { window: line.win } };
    case 'window': {
      if (line.action === 'close') return { name: 'close', body: { window: line.win } };
      const url = line.url === null ? 'about:blank' : new URL(line.url).href;
      return { name: 'open', body: { url, opener: line.opener, spare: null } };
    }
    case 'resize':
      return { name: 'resize', body: { window: line.win, width: line.w, height: line.h } };
    case 'control':
      return control(line, speaker);
    case 'terminate':
      return { name: 'end', body: {} };
  }
}

function scroll(
  { win, node, fx, fy }: Extract<Line, { name: 'scroll' }>,
  window: WindowState | undefined,
): Said {
  const place = { selector: node ?? ':root', x: fx ?? 0, y: fy ?? 0 };
  // Where the node is not found, things stay as they are.
  const { x, y } = window?.scroll ?? { x: 0, y: 0 };
  return {
    name: 'scroll',
    body: { window: win, frame: '', node: 0, anchor: null, place, x, y, after: null },
  };
}

function highlight(
  { win, node, range, clear }: Extract<Line, { name: 'highlight' }>,
  speaker: Speaker,
): Said {
  if (clear || node === null) return { name: 'unhighlight', body: { window: win, id: null } };
  return {
    name: 'highlight',
    body: {
      window: win,
      frame: '',
      // One mark for one place: said twice, it is drawn once.
      id: markOf(`${speaker.id} ${node} ${range?.start ?? ''} ${range?.end ?? ''}`),
      shape: { kind: 'named', selector: node, range },
      colour: speaker.colour,
      lifetime: 0,
    },
  };
}

function markOf(text: string): string {
  let hash = 0n;
  for (const letter of text) hash = (hash * 131n + BigInt(letter.codePointAt(0) ?? 0)) & 0xffff_ffff_ffffn;
  return hash.toString(36);
}

function control(line: Extract<Line, { name: 'control' }>, speaker: Speaker): Said {
  // Who has control is told by the session; saying it of oneself is asking for it.
  if (line.op === 'holder')
    return {
      name: line.holder === speaker.id ? 'control.request' : 'control.grant',
      body: line.holder === speaker.id ? {} : { participant: line.holder },
    };
  switch (line.op) {
    case 'request':
      return { name: 'control.request', body: {} };
    case 'grant':
      return { name: 'control.grant', body: { participant: line.to } };
    case 'deny':
      return { name: 'control.deny', body: { participant: line.to ?? line.from ?? '' } };
    case 'transfer':
      return { name: 'control.pass', body: { participant: line.to } };
    case 'release':
      return { name: 'control.release', body: {} };
    case 'revoke':
      return { name: 'control.take', body: {} };
  }
}

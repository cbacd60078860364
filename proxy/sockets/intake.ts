// What a shell sends, from the wire to an event of its session, or to a refusal. Nothing here trusts the sender.
import {
  commands,
  isCommandName,
  parseCommand,
  type Command,
  type CommandName,
} from '../../protocol/commands.ts';
import type { Refusal, RefusalReason } from '../../protocol/wire.ts';
import { createBucket, type Bucket } from './bucket.ts';
import { weightOf } from './weight.ts';

export interface Sent {
  readonly command: Command;
  readonly seq: number;
  readonly epoch: number | null;
}

export type Intake = (wire: unknown) => Sent | Refusal | null;

export interface IntakeRules {
  readonly now: () => number;
  /** Why a site may not be browsed, or null. */
  readonly siteProblem: (url: string) => string | null;
  /** All commands together. */
  readonly bytesPerSecond: number;
}

/** How often a second one is told that one is too fast: the answer must not be the next flood. */
const TOLD_PER_SECOND = 1;
/** The largest row of the table of commands must always fit. */
const LARGEST = Math.max(...Object.values(commands).map((it) => it.maxBytes));
/** Of texts that come back in a refusal. */
const MAX_NAME = 40;

/** Null: dropped without a word, since the sender was told a moment ago. */
export function createIntake({ now, siteProblem, bytesPerSecond }: IntakeRules): Intake {
  const buckets = new Map<CommandName, { readonly pass: Bucket; readonly tell: Bucket }>();
  const bytes = createBucket(bytesPerSecond, Math.max(bytesPerSecond, LARGEST), now);
  const unknown = createBucket(TOLD_PER_SECOND, 5, now);

  function bucketsOf(name: CommandName): { readonly pass: Bucket; readonly tell: Bucket } {
    const known = buckets.get(name);
    if (known !== undefined) return known;
    const { perSecond } = commands[name];
    const made = {
      pass: createBucket(perSecond, perSecond, now),
      tell: createBucket(TOLD_PER_SECOND, TOLD_PER_SECOND, now),
    };
    buckets.set(name, made);
    return made;
  }

  return (wire) => {
    const { name, body, seq, epoch } = fieldsOf(wire);
    if (!isCommandName(name)) {
      const shown = typeof name === 'string' ? name.slice(0, MAX_NAME) : '';
      return unknown.take() ? refusal(shown, 'bad-command', 'There is no command of this name.') : null;
    }
    const { pass, tell } = bucketsOf(name);
    if (!pass.take()) return tell.take() ? refusal(name, 'too-fast', 'That was too much at once.') : null;
    const { maxBytes } = commands[name];
    const weight = weightOf(body, maxBytes);
    if (weight > maxBytes) return refusal(name, 'too-large', 'This is too large to be sent.');
    if (!bytes.take(weight))
      return tell.take() ? refusal(name, 'too-fast', 'That was too much at once.') : null;
    if (!isCount(seq) || !(epoch === undefined || epoch === null || isCount(epoch)))
      return refusal(name, 'bad-command', `${name}: seq and epoch must be whole numbers from 0`);
    const parsed = parseCommand(name, body);
    if (!parsed.ok) return refusal(name, 'bad-command', parsed.message);
    const url = urlOf(parsed.command);
    const problem = url === null ? null : siteProblem(url);
    if (problem !== null) return refusal(name, 'not-allowed', problem);
    return { command: parsed.command, seq, epoch: epoch ?? null };
  };
}

const refusal = (name: string, reason: RefusalReason, message: string): Refusal => ({
  name,
  reason,
  message,
});

function fieldsOf(wire: unknown): Readonly<Record<'name' | 'body' | 'seq' | 'epoch', unknown>> {
  const it = (typeof wire === 'object' && wire !== null ? wire : {}) as Readonly<Record<string, unknown>>;
  return { name: it['name'], body: it['body'], seq: it['seq'], epoch: it['epoch'] };
}

const isCount = (it: unknown): it is number => typeof it === 'number' && Number.isSafeInteger(it) && it >= 0;

/** The site that a command wants to go to. */
function urlOf({ name, body }: Command): string | null {
  if (name === 'open') return body.url === 'about:blank' ? null : body.url;
  return name === 'navigate' && typeof body.to === 'object' ? body.to.url : null;
}

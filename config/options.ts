// The operator's environment and flags -> Options, or everything that is wrong with them at once.
import { meant } from './slip.ts';
import { table, type Option, type OptionName, type Options } from './option-table.ts';

export type { Options } from './option-table.ts';

/** A wrong setting: where it stands, and a sentence on what is wrong with it. */
export interface ConfigProblem {
  readonly setting: string;
  readonly message: string;
}

/** Settings that are wrong; the message names all of them, for the operator. */
export class WrongSettings extends Error {
  override readonly name = 'WrongSettings';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(explain(problems));
    this.problems = problems;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;
/** Where a text was written, for the complaint. */
interface Written {
  readonly setting: string;
  readonly text: string;
}

const names = Object.keys(table) as OptionName[];

/** Flags win over the environment. An empty variable counts as not set, as compose files write it. Throws WrongSettings. */
export function readOptions(env: Environment, argv: readonly string[] = []): Options {
  const problems: ConfigProblem[] = [...unknownVariables(env)];
  const flags = readFlags(argv, problems);
  const values: Partial<Record<OptionName, unknown>> = {};
  for (const name of names) {
    const { setting, text } = flags.get(name) ?? fromEnvironment(name, env);
    const parsed = table[name].shape.safeParse(text);
    if (parsed.success) values[name] = parsed.data;
    else
      for (const message of new Set(parsed.error.issues.map((it) => it.message)))
        problems.push({ setting, message: complaint(name, message, text) });
  }
  if (problems.length > 0) throw new WrongSettings(problems);
  return values as Options;
}

function explain(problems: readonly ConfigProblem[]): string {
  const lines = problems.map((it) => `  ${it.setting}: ${it.message}`);
  const count = problems.length === 1 ? 'A setting is wrong' : `${problems.length} settings are wrong`;
  return `${count}:\n${lines.join('\n')}\nRun with --help for all settings.`;
}

function complaint(name: OptionName, message: string, text: string): string {
  // A zod union says "Invalid input" where each branch has its own words: the last one is for people.
  const words = message === 'Invalid input' ? unionWords(name, text) : message;
  const shown = (table[name] as Option).isSecret === true ? '' : ` (it is "${text}")`;
  return `${words}${shown}. ${table[name].about}`;
}

function unionWords(name: OptionName, text: string): string {
  const issue = table[name].shape.safeParse(text).error?.issues[0];
  if (issue?.code !== 'invalid_union') return 'is not valid';
  return issue.errors.at(-1)?.[0]?.message ?? 'is not valid';
}

function fromEnvironment(name: OptionName, env: Environment): Written {
  const { env: variable, fallback } = table[name];
  const text = (env[variable] ?? '').trim();
  return { setting: variable, text: text === '' ? fallback : text };
}

/** Other variables of that prefix may be somebody else's, a script's around us: only a slip is told of. */
function unknownVariables(env: Environment): ConfigProblem[] {
  const known: readonly string[] = names.map((name) => table[name].env);
  return Object.keys(env).flatMap((setting) => {
    if (!setting.startsWith('LOCKSTEP_') || known.includes(setting)) return [];
    const right = meant(setting, known);
    return right === undefined ? [] : [{ setting, message: `there is no such setting. Is ${right} meant?` }];
  });
}

function readFlags(argv: readonly string[], problems: ConfigProblem[]): Map<OptionName, Written> {
  const byFlag = new Map<string, OptionName>(names.map((name) => [table[name].flag, name]));
  const found = new Map<OptionName, Written>();
  for (let i = 0; i < argv.length; i++) {
    const [flag = '', ...rest] = (argv[i] ?? '').split('=');
    const name = byFlag.get(flag);
    if (name === undefined) {
      problems.push({ setting: flag, message: 'there is no such flag.' });
      continue;
    }
    const following = argv[i + 1];
    const text = rest.length > 0 ? rest.join('=') : following;
    if (text === undefined || (rest.length === 0 && text.startsWith('--')))
      problems.push({ setting: flag, message: `needs a value. ${table[name].about}` });
    else if (found.has(name)) problems.push({ setting: flag, message: 'is given twice.' });
    else found.set(name, { setting: flag, text });
    if (rest.length === 0 && text !== undefined && !text.startsWith('--')) i++;
  }
  return found;
}

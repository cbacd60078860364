import { table } from './option-table.ts';

const WIDTH = 96;
const INDENT = ' '.repeat(6);

/** What --help prints, from the table. */
export function helpText(): string {
  const settings = Object.values(table).map((it) => {
    const fallback = 'otherwise' in it ? it.otherwise : it.fallback;
    return `  ${it.flag} VALUE, ${it.env}\n${wrapped(`${it.about} Default: ${fallback}.`)}`;
  });
  return [
    'Lockstep: several people browse any web site together, from a link.',
    '',
    'Usage: lockstep [--FLAG VALUE]...',
    '       lockstep verify-journal FILE',
    '',
    'The second tells whether an exported journal is as it was written, or where it is broken.',
    '',
    'A flag wins over the variable of the same setting.',
    '',
    ...settings,
    '',
    '  --help\n      Print this.',
    '  --version\n      Print the version.',
    '',
  ].join('\n');
}

function wrapped(text: string): string {
  const lines: string[] = [];
  let line = INDENT;
  for (const word of text.split(' ')) {
    if (line.length + word.length > WIDTH && line !== INDENT) {
      lines.push(line.trimEnd());
      line = INDENT;
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()].join('\n');
}

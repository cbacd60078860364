// The table of settings in docs/operations.md, written from the table of options.
import { table, type Option } from '../../config/option-table.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*');

function fallback(it: Option): string {
  if (it.otherwise !== undefined) return cell(it.otherwise);
  return it.fallback === '' ? 'none' : `\`${it.fallback}\``;
}

export function settingsTable(): string {
  const rows = Object.values<Option>(table).map(
    (it) => `| \`${it.env}\` | \`${it.flag}\` | ${fallback(it)} | ${cell(it.about)} |\n`,
  );
  return `| variable | flag | default | what it is |\n|---|---|---|---|\n${rows.join('')}`;
}

// docs/protocol.md, written from the table of commands.
import { commands, type CommandRule } from '../../protocol/commands.ts';
import { PROTOCOL_VERSION, SOCKET_PATH } from '../../protocol/wire.ts';
import { named, shapeText } from './shape-text.ts';

const from: Readonly<Record<CommandRule['from'], string>> = {
  controller: 'the controller, with the epoch of the control held',
  live: 'the live browser',
  both: 'the controller or the live browser',
  anyone: 'anyone whose role allows it',
};
const to: Readonly<Record<CommandRule['to'], string>> = {
  others: 'everybody else',
  mirrors: 'the mirrors',
  live: 'the live browser',
  server: 'nobody: the server acts on it, and the new state goes to everybody',
};

const intro = `# The protocol

<!-- Written from protocol/commands.ts: run UPDATE_DOCS=1 npx jest tests/docs.test.ts -->

A shell keeps one socket.io connection to the server, on the base host at \`${SOCKET_PATH}\`. This is version ${PROTOCOL_VERSION}.
The handshake carries \`auth: { session }\` and the shell's cookie; the server checks the cookie and the Origin.

| direction | event | carries |
|---|---|---|
| to the server | \`command\` | \`{ name, body, seq, epoch }\`: a command of the table below; \`seq\` counts the sender's commands, \`epoch\` is that of the control the sender believes to hold |
| to the server | \`lag\` | nothing; acknowledged at once |
| to a shell | \`welcome\` | protocol version, who one is, the state, what late joiners are told |
| to a shell | \`state\` | the session's whole state; \`version\` grows, an older one is dropped |
| to a shell | \`relay\` | \`{ name, body, from, seq }\`: somebody's command |
| to a shell | \`chat\` | a line, with who said it and when |
| to a shell | \`refused\` | \`{ name, reason, message }\`: why a command was not done |
| to a shell | \`ended\` | \`{ reason }\`: the session is over for this participant |

A command is refused, never repaired: a field too many, a number out of range or a stale epoch changes nothing and comes
back as \`refused\`. What a shell gets is told apart from its own echo by \`from\` and \`seq\`, never by time.

Node numbers are those of the mirror: the same number for the same node in the live page and in every mirror. An
anchor is a node and two fractions of its border box (0, 0 top left; 1, 1 bottom right), so that it holds at every screen
size. A caret is a text node and an offset in UTF-16 units. A frame path is '' for the window's own page, else the nodes
of the frame elements on the way.

## All commands

| command | from | to | delivery | late joiners | bytes | a second |
|---|---|---|---|---|---|---|
`;

const legend = `
## Names of shapes

A body has exactly the fields shown. \`text ≤ 80\` is a string of at most 80 UTF-16 units, \`0..1\` a range with both ends,
\`/…/\` a regular expression.

| name | shape |
|---|---|
${Object.entries(named)
  .map(([name, shown]) => `| ${name} | \`${shown.replaceAll('|', '\\|')}\` |\n`)
  .join('')}`;

function row(name: string, it: CommandRule): string {
  const memory = it.memory === 'last' ? 'the last one' : '–';
  const cells = [
    `[\`${name}\`](#${name.replaceAll('.', '')})`,
    it.from,
    it.to,
    it.delivery,
    memory,
    it.maxBytes,
    it.perSecond,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

function section(name: string, it: CommandRule): string {
  return `\n## ${name}\n\n${it.about}\n\nFrom ${from[it.from]}. To ${to[it.to]}.\n\n\`\`\`\n${shapeText(it.body)}\n\`\`\`\n`;
}

export function protocolPage(): string {
  const all = Object.entries<CommandRule>(commands);
  return (
    intro +
    all.map(([name, it]) => row(name, it)).join('') +
    legend +
    all.map(([name, it]) => section(name, it)).join('')
  );
}

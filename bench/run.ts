// Runs the measurement named on the command line, with what else stands there, or all, one after the other.
import { spawnSync } from 'node:child_process';

const all = [
  'overhead',
  'html',
  'scripts',
  'commands',
  'mirror',
  'upstream',
  'many',
  'page',
  'memory',
  'large',
  'sip',
  'load',
  'idle',
  'audience',
  'churn',
  'nodes',
];
const [wanted, ...rest] = process.argv.slice(2);
if (wanted !== undefined && !all.includes(wanted)) {
  console.error(`there is no measurement ${wanted}; there are ${all.join(', ')}`);
  process.exit(2);
}
for (const name of wanted === undefined ? all : [wanted]) {
  const { status } = spawnSync(process.execPath, [`dist/bench/${name}.js`, ...rest], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

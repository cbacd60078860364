// Runs the measurements named on the command line, or all, one after the other.
import { spawnSync } from 'node:child_process';

const all = ['overhead', 'commands', 'mirror', 'upstream'];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((it) => !all.includes(it));
if (unknown.length > 0) {
  console.error(`there is no measurement ${unknown.join(', ')}; there are ${all.join(', ')}`);
  process.exit(2);
}
for (const name of wanted.length > 0 ? wanted : all) {
  const { status } = spawnSync(process.execPath, [`dist/bench/${name}.js`], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

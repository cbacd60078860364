import { homedir } from 'node:os';
import { join } from 'node:path';
import { dataFolder } from '../../../proxy/store/data-folder.ts';

test.each([
  ['nothing is set', '', 8080, undefined, join(homedir(), '.local/state/lockstep/8080')],
  ['the state folder is elsewhere', '', 8080, '/state', '/state/lockstep/8080'],
  ['the state folder is set to nothing', '', 8080, '', join(homedir(), '.local/state/lockstep/8080')],
  ['the port is one of chance', '', 0, '/state', null],
  ['a folder is set', '/data', 0, '/state', '/data'],
  ['memory is set', 'memory', 8080, '/state', null],
])('where sessions are kept when %s', (_, data, port, stateHome, expected) => {
  expect(dataFolder({ data, port }, stateHome)).toBe(expected);
});

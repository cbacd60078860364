import { initialsOf } from '../../../client/ui/avatar.tsx';

test.each([
  ['Olga', 'O'],
  ['mei lin', 'ML'],
  ['Ada King Lovelace', 'AL'],
  ['👩‍🚀 Sally', '👩‍🚀S'],
  ['"Ann" (Sales)', 'AS'],
  ['   ', '?'],
  ['…', '?'],
])('%s has the initials %s', (name, wanted) => {
  expect(initialsOf(name)).toBe(wanted);
});

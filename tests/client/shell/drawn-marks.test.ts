import { offsetOf, placedMarks, reduceMarks, type Marks } from '../../../client/shell/drawn-marks.ts';
import type { Mark } from '../../../protocol/frame-port.ts';

const mark = (id: string): Mark => ({
  id,
  kind: 'text',
  colour: '#f5b301',
  from: '',
  geometry: [[1, 2, 30, 40]],
});
const say = (marks: Marks, frame: string, frames: Record<string, [number, number]> = {}): Marks =>
  reduceMarks(marks, { type: 'marks', window: 'w1', frame, said: { marks: [mark(`in ${frame}`)], frames } });

test('marks of a nested frame lie where the frames on the way lie', () => {
  const marks = say(say(say({}, '', { '3': [100, 200] }), '3', { '3.9': [10, 20] }), '3.9');
  expect(
    placedMarks(marks, 'w1')
      .map((it) => it.geometry[0])
      .sort((a, b) => (a?.[0] ?? 0) - (b?.[0] ?? 0)),
  ).toEqual([
    [1, 2, 30, 40],
    [101, 202, 30, 40],
    [111, 222, 30, 40],
  ]);
});

test('a frame whose place is unknown shows nothing', () => {
  const marks = say({}, '3');
  expect(offsetOf(marks['w1'] ?? {}, '3')).toBeNull();
  expect(placedMarks(marks, 'w1')).toEqual([]);
});

test('a frame that is gone takes the frames in it along', () => {
  const marks = say(say(say(say({}, ''), '3'), '3.9'), '31');
  const left = reduceMarks(marks, { type: 'gone', window: 'w1', frame: '3' });
  expect(Object.keys(left['w1'] ?? {}).sort()).toEqual(['', '31']);
  expect(reduceMarks(left, { type: 'gone', window: 'w1', frame: '3' })).toBe(left);
  expect(reduceMarks(left, { type: 'gone', window: 'w1', frame: '' })['w1']).toEqual({});
});

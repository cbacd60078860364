// The plants, drawn by counting.
import { along, dot, leaf, line, pot, steps } from './shapes.ts';

const clay = pot('#c4714b', '#d3825b');
const chalk = pot('#d9d2c3', '#e8e2d5');
const slate = pot('#5d6b70', '#6f7e83');

function frond(turn: number, length: number, fill: string): string {
  const bend = turn * 0.9;
  let x = 200;
  let y = 268;
  const parts: string[] = [];
  for (const t of steps(0, 1, 16)) {
    const heading = turn * 0.45 + bend * t;
    const size = 34 * Math.sin(Math.PI * (0.15 + 0.8 * t)) + 4;
    parts.push(
      leaf({ x, y, turn: heading + 62 }, size, size * 0.42, fill),
      leaf({ x, y, turn: heading - 62 }, size, size * 0.42, fill),
    );
    ({ x, y } = along(x, y, heading, length / 15));
  }
  return parts.join('');
}

/** The fronds alone. */
export function fronds(): string {
  const greens = ['#2f6b45', '#3c8055', '#4f9566'];
  const turns = [-72, 72, -52, 52, -33, 33, -14, 14, 0];
  return turns.map((turn, i) => frond(turn, 205 - Math.abs(turn) * 0.4, greens[i % 3] ?? '')).join('');
}

export const fern = (): string => fronds() + clay;

export function monstera(): string {
  const leaves = [
    [-58, 150, '#2d6a4a'],
    [56, 158, '#2f7350'],
    [-24, 196, '#3b8a61'],
    [26, 190, '#37805a'],
    [2, 226, '#46996c'],
  ] as const;
  const drawn = leaves.map(([turn, length, fill]) => {
    const tip = along(200, 268, turn, length * 0.55);
    const blade = leaf({ ...tip, turn: turn * 1.25 }, 110, 116, fill);
    const cuts = steps(0.25, 0.8, 4).flatMap((t) => {
      const rib = along(tip.x, tip.y, turn * 1.25, 110 * t);
      return [-1, 1].map((side) => {
        const end = along(rib.x, rib.y, turn * 1.25 + side * 62, 30 * Math.sin(Math.PI * t));
        return line(`M${rib.x} ${rib.y}L${end.x} ${end.y}`, '#a9d3b5', 2.5);
      });
    });
    return (
      line(`M200 268Q${(200 + tip.x) / 2} ${tip.y + 30} ${tip.x} ${tip.y}`, '#54775a', 5) +
      blade +
      cuts.join('')
    );
  });
  return drawn.join('') + slate;
}

export function blades(): string {
  const turns = [-20, 19, -11, 12, -4, 4];
  return (
    turns
      .map((turn, i) => {
        const at = { x: 200 + turn * 1.6, y: 272, turn: turn * 0.7 };
        const length = 215 - Math.abs(turn) * 3 + (i % 2) * 18;
        return (
          leaf(at, length, 42, '#c9bf6a') +
          leaf({ ...at, y: 271 }, length - 8, 30, i % 2 === 0 ? '#35694b' : '#2b5b40')
        );
      })
      .join('') + chalk
  );
}

export function rosette(): string {
  const rings = [
    [13, 116, 62, '#7fa79b'],
    [11, 92, 54, '#93b8ac'],
    [9, 68, 44, '#a9cabf'],
    [7, 46, 32, '#c0dbd1'],
    [5, 26, 20, '#d9ebe4'],
  ] as const;
  const drawn = rings.flatMap(([count, length, width, fill], ring) =>
    steps(0, 360 - 360 / count, count).map((turn) =>
      leaf({ x: 200, y: 190, turn: turn + ring * 17 }, length, width, fill),
    ),
  );
  return pot('#b9674a', '#c97a5b') + drawn.join('') + dot(200, 190, 6, '#e9a49a');
}

export function cactus(): string {
  const column = (x: number, top: number, width: number): string =>
    `<rect x="${x - width / 2}" y="${top}" width="${width}" height="${272 - top}" rx="${width / 2}" fill="#4d8b86"/>` +
    steps(x - width / 3.4, x + width / 3.4, 3)
      .map((rib) => line(`M${rib} ${top + width / 2}V268`, '#7fb8b0', 2))
      .join('') +
    steps(top + 20, 256, 9)
      .map(
        (y) =>
          dot(x - width / 2 + 4, y, 2, '#f4e9c9') +
          dot(x, y + 6, 2, '#f4e9c9') +
          dot(x + width / 2 - 4, y, 2, '#f4e9c9'),
      )
      .join('');
  return (
    column(150, 170, 40) +
    column(252, 140, 42) +
    column(200, 62, 62) +
    dot(200, 58, 14, '#e78aa0') +
    dot(200, 56, 6, '#f9dbe1') +
    clay
  );
}

export function trailing(): string {
  const vines = [
    [-96, 140],
    [96, 120],
    [-60, 190],
    [62, 176],
    [-22, 92],
    [24, 80],
  ] as const;
  const drawn = vines.flatMap(([reach, fall]) => {
    const line0 = line(
      `M${200 + reach * 0.5} 130Q${200 + reach} 110 ${200 + reach} ${150 + fall}`,
      '#7c9a5f',
      3,
    );
    const leaves = steps(0.1, 1, 7).map((t, i) => {
      const x = 200 + reach * (0.5 + 0.5 * Math.min(1, t * 1.8));
      return leaf(
        { x, y: 128 + (22 + fall) * t, turn: (i % 2 === 0 ? 110 : -110) + reach * 0.1 },
        44,
        38,
        i % 3 === 0 ? '#b8c95f' : '#5f9a4a',
      );
    });
    return [line0, ...leaves];
  });
  const top = steps(-80, 80, 9).map((turn) =>
    leaf({ x: 200 + turn * 0.5, y: 130, turn }, 58, 40, turn % 40 === 0 ? '#77ad55' : '#559148'),
  );
  return (
    `<path d="M132 124H268L252 206Q250 214 242 214H158Q150 214 148 206Z" fill="#c9c0ad"/>${line('M140 122L200 20L260 122', '#8d8471', 3)}` +
    top.join('') +
    drawn.join('')
  );
}

export function tree(): string {
  const trunk =
    line('M200 268C188 220 214 190 200 130', '#8a7358', 11) +
    line('M202 170Q226 150 236 128M199 186Q172 164 166 140', '#8a7358', 6);
  const leaves = steps(0, 139, 140).map((i) => {
    // The golden angle spreads points evenly over a disc.
    const turn = i * 137.5;
    const at = along(200, 112, turn, 6.9 * Math.sqrt(i));
    return leaf(
      { ...at, turn: turn * 1.7 },
      27,
      9,
      ['#7d9271', '#93a786', '#6a8160', '#a8b99b'][i % 4] ?? '',
    );
  });
  const olives = steps(0, 8, 9).map((i) =>
    dot(200 + Math.sin(i * 2.4) * 62, 108 + Math.cos(i * 2.4) * 58, 5, '#4d4257'),
  );
  return trunk + leaves.join('') + olives.join('') + chalk;
}

export function lavender(): string {
  const stems = steps(-34, 34, 13).map((turn, i) => {
    const top = along(200, 268, turn, 196 - Math.abs(turn) + (i % 3) * 10);
    const flowers = steps(0, 1, 9).map((t) => {
      const x = top.x + (200 - top.x) * t * 0.28;
      const y = top.y + (268 - top.y) * t * 0.28;
      return dot(x - 5, y, 5.5, '#8f7cc0') + dot(x + 5, y + 3, 5.5, '#a592d3');
    });
    return line(`M200 268L${top.x} ${top.y}`, '#7f9a76', 3) + flowers.join('');
  });
  const foliage = steps(-60, 60, 17).map((turn) => leaf({ x: 200, y: 270, turn }, 84, 10, '#8fa98a'));
  return stems.join('') + foliage.join('') + clay;
}

export function basil(): string {
  const tiers = [
    [268, 5],
    [226, 4],
    [186, 3],
    [150, 2],
  ] as const;
  const drawn = tiers.flatMap(([y, reach], tier) =>
    steps(-reach, reach, reach + 2).map((it, i) =>
      leaf(
        { x: 200 + it * 9, y, turn: it * 17 },
        74 - tier * 6,
        52 - tier * 5,
        ['#4d9a4d', '#63ad5d', '#3f8744'][(i + tier) % 3] ?? '',
      ),
    ),
  );
  return (
    line('M200 270V130', '#6d9a5b', 7) +
    drawn.join('') +
    leaf({ x: 200, y: 128, turn: 0 }, 46, 30, '#7cc271') +
    slate
  );
}

export function tomato(): string {
  const cane = line('M206 268V40', '#b79a68', 5);
  const stem = line('M200 268C186 220 222 190 202 140S210 80 202 58', '#5e8f4a', 6);
  const leaves = [
    [232, 1],
    [206, -1],
    [178, 1],
    [150, -1],
    [120, 1],
    [92, -1],
  ].flatMap(([y = 0, side = 1]) =>
    steps(20, 78, 4).map((x, i) =>
      leaf(
        { x: 202 + side * x, y: y - x * 0.2, turn: side * (40 + i * 32) },
        36,
        24,
        i % 2 === 0 ? '#4d8a45' : '#5f9d52',
      ),
    ),
  );
  const fruit = [
    [160, 216],
    [176, 234],
    [152, 240],
    [248, 178],
    [264, 194],
    [240, 200],
    [158, 148],
    [172, 162],
  ].map(
    ([x = 0, y = 0], i) => dot(x, y, 13, i % 4 === 2 ? '#e2a23c' : '#d2452f') + dot(x - 4, y - 5, 3, '#fff8'),
  );
  return cane + stem + leaves.join('') + fruit.join('') + clay;
}

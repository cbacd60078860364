// Tools and pots.
import { dot, line, pot, steps } from './shapes.ts';

const shadow = '<ellipse cx="200" cy="352" rx="130" ry="10" fill="#000" opacity=".12"/>';

export function can(): string {
  return (
    shadow +
    line('M236 206C330 150 320 330 236 316', '#6d8188', 13) +
    line('M150 300L72 158', '#8fa4ab', 20) +
    `<path d="M44 168L92 132L102 146L54 182Z" fill="#c39a4b"/>` +
    `<path d="M128 196H250V334Q250 350 234 350H144Q128 350 128 334Z" fill="#9bb0b6"/>` +
    `<path d="M220 196H250V334Q250 350 234 350H214Z" fill="#000" opacity=".1"/>` +
    `<ellipse cx="189" cy="196" rx="61" ry="16" fill="#7d9299"/>` +
    line('M146 190Q190 120 236 190', '#6d8188', 11) +
    line('M128 240H250M128 304H250', '#8198a0', 3) +
    steps(0, 4, 5)
      .map((i) => dot(40 - i * 3 + (i % 2) * 10, 196 + i * 20, 3.5, '#79a9c9'))
      .join('')
  );
}

export function trowel(): string {
  return (
    shadow +
    `<g transform="rotate(38 200 200)">` +
    `<rect x="184" y="28" width="32" height="132" rx="15" fill="#c79a63"/><rect x="206" y="28" width="10" height="132" rx="5" fill="#000" opacity=".08"/>` +
    `<circle cx="200" cy="48" r="5" fill="#8a6539"/><rect x="188" y="152" width="24" height="22" rx="4" fill="#6f7e83"/>` +
    line('M200 172V214', '#7d8c92', 14) +
    `<path d="M160 212Q200 196 240 212L234 300Q222 356 200 376Q178 356 166 300Z" fill="#a3b1b6"/>` +
    line('M200 222V350', '#8797a0', 6) +
    `</g>`
  );
}

export function secateurs(): string {
  return (
    shadow +
    `<g transform="rotate(-30 200 200)">` +
    line('M190 196C150 250 148 300 160 352', '#b8412f', 28) +
    line('M212 196C248 250 250 300 238 352', '#c9523d', 28) +
    `<path d="M180 206C160 140 176 76 214 44C226 104 224 160 214 206Z" fill="#aab7bb"/>` +
    `<path d="M222 206C256 168 258 128 246 92C228 116 218 156 204 196Z" fill="#7e8d93"/>` +
    line('M176 262Q200 246 224 262', '#55656b', 5) +
    dot(200, 196, 15, '#55656b') +
    dot(200, 196, 6, '#c9d2d5') +
    `</g>`
  );
}

export function terracotta(): string {
  return `<g transform="translate(200 214) scale(1.5) translate(-200 -318)">${pot('#c4714b', '#d3825b')}<ellipse cx="200" cy="264" rx="72" ry="8" fill="#7b4530"/>${line('M146 312H254', '#b5623d', 3)}</g>`;
}

export function glazed(): string {
  return (
    shadow +
    `<path d="M120 150Q96 250 140 334Q146 350 164 350H236Q254 350 260 334Q304 250 280 150Z" fill="#4f8f8a"/>` +
    `<path d="M118 160Q150 220 170 176T226 196T282 160L280 150H120Z" fill="#e5dfcf"/>` +
    `<path d="M252 150Q280 250 232 350H236Q254 350 260 334Q304 250 280 150Z" fill="#000" opacity=".1"/>` +
    `<ellipse cx="200" cy="150" rx="80" ry="15" fill="#cfc7b3"/><ellipse cx="200" cy="152" rx="66" ry="10" fill="#5b4a3c"/>` +
    line('M136 220Q132 270 150 316', '#8cc0ba', 6)
  );
}

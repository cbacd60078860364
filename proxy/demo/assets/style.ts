// The shop's style sheet.
import { pieces } from './style-pieces.ts';
import { planner } from './style-planner.ts';

const dark = `--paper: #171a16; --card: #20251f; --ink: #e8ece3; --soft: #a3ad9d; --line: #374036; --green: #8fcf9f; --on-green: #10240f; --warm: #e0a278; --sun: #39432f; color-scheme: dark;`;

const colours = `
:root { --paper: #faf8f2; --card: #fff; --ink: #22291f; --soft: #5d6857; --line: #ddd9cc; --green: #2a6340; --on-green: #fff; --warm: #a9502c; --sun: #eef2df; color-scheme: light; }
@media (prefers-color-scheme: dark) { :root:not([data-theme='light']) { ${dark} } }
:root[data-theme='dark'] { ${dark} }
`;

const ground = `
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.6 'Avenir Next', 'Segoe UI', system-ui, sans-serif; }
body.inner { padding: 1rem; background: var(--card); }
h1, h2, h3 { font-family: Georgia, 'Iowan Old Style', 'Times New Roman', serif; font-weight: 600; line-height: 1.15; text-wrap: balance; margin: 1.6em 0 .5em; }
h1 { font-size: clamp(2rem, 6vw, 3.2rem); margin-top: .6em; } h2 { font-size: 1.7rem; } h3 { font-size: 1.2rem; }
a { color: var(--green); text-underline-offset: .2em; }
img, svg { max-width: 100%; height: auto; display: block; }
main { max-width: 70rem; margin: 0 auto; padding: 0 1.2rem 4rem; min-height: 60vh; }
:focus-visible { outline: 3px solid var(--warm); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; background: var(--card); padding: .5rem 1rem; z-index: 2; } .skip:focus { left: .5rem; top: .5rem; }
.note { color: var(--soft); font-size: .92em; } .lead { font-size: 1.15rem; color: var(--soft); max-width: 42rem; }
.row { display: flex; flex-wrap: wrap; gap: .7rem; }
input, select, textarea, button { font: inherit; color: inherit; }
input:not([type='checkbox'], [type='radio'], [type='range']), select, textarea { width: 100%; min-height: 44px; padding: .5rem .7rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
button, .button { display: inline-block; min-height: 44px; padding: .55rem 1.1rem; border: 1px solid var(--line); border-radius: 999px; background: var(--card); cursor: pointer; text-decoration: none; color: inherit; }
button:hover { border-color: var(--green); }
.button { background: var(--green); border-color: var(--green); color: var(--on-green); font-weight: 600; }
.button.quiet { background: transparent; color: var(--green); }
.problem { border-left: 4px solid var(--warm); padding: .6rem 1rem .6rem 1.4rem; background: var(--sun); list-style-position: inside; }
.top { max-width: 70rem; margin: 0 auto; padding: 1rem 1.2rem .4rem; display: grid; grid-template-columns: auto 1fr auto; gap: .8rem 1.4rem; align-items: center; }
.brand { display: flex; gap: .6rem; align-items: center; font: 600 1.3rem Georgia, serif; text-decoration: none; color: inherit; }
.search { display: flex; gap: .5rem; } .mine { display: flex; gap: .9rem; align-items: center; } .mine button { width: 44px; padding: 0; }
.count { display: inline-block; min-width: 1.6em; padding: 0 .4em; border-radius: 1em; text-align: center; background: var(--green); color: var(--on-green); font-size: .85em; }
.aisles { grid-column: 1 / -1; display: flex; gap: 0 1.4rem; flex-wrap: wrap; border-block: 1px solid var(--line); }
.aisles a { padding: .55rem 0; text-decoration: none; color: inherit; } .aisles [aria-current] { color: var(--green); box-shadow: inset 0 -3px var(--green); }
.bottom { border-top: 1px solid var(--line); padding: 1.5rem 1.2rem 3rem; max-width: 70rem; margin: 0 auto; color: var(--soft); }
.bottom nav { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; }
@media (max-width: 640px) { .top { grid-template-columns: 1fr auto; } .search { grid-column: 1 / -1; order: 3; } .aisles { order: 4; } .mine { gap: .6rem; } .brand { font-size: 1.1rem; } .mine a:first-child { max-width: 5.5rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

export const style = colours + ground + pieces + planner;

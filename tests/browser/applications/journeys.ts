// One journey per application; what a journey returns must be the same with and without Lockstep.
import { eventually } from '../../support/two.ts';
import type { Hand } from './hand.ts';

export type Journey = (hand: Hand) => Promise<unknown>;

const where =
  '[document.URL, document.title, document.baseURI, document.referrer, document.querySelector("h1")?.textContent]';

/** Into a list, a form, a detail, back, and again after a reload. */
export const browsePlants: Journey = async ({ click, type, read, sees }) => {
  await sees('#list', 'Moss');
  const start = Number(await read('history.length'));
  await type('#name', 'Fern');
  await sees('#echo', 'Fern');
  await click('#add');
  await sees('#list', 'Fern');
  await click('#list li:last-child a');
  await sees('h1', 'Fern');
  const detail = [await read(where), await read('document.querySelector("#where").textContent')];
  await read('history.back()');
  await sees('#list', 'Fern');
  const list = [await read(where), await read('document.querySelector("#list").innerHTML')];
  await click('#list li:last-child a');
  await sees('h1', 'Fern');
  await read('void (document.querySelector("h1").textContent = "old", location.reload())');
  await sees('h1', 'Fern');
  return [detail, list, await read(where), Number(await read('history.length')) - start];
};

/** Text by keyboard and a mark by the menu. */
export const edit: Journey = async ({ click, type, read, sees }) => {
  await sees('.ProseMirror', 'Ferns like shade.');
  await type('.ProseMirror p', ' And moss does. ');
  await sees('#document', 'And moss does.');
  await read('document.execCommand("selectAll")');
  await click('[title="Toggle strong style"]');
  await sees('#document', '"strong"');
  return read(
    '[document.querySelector(".ProseMirror").innerHTML, document.querySelector("#document").textContent]',
  );
};

/** Typed into code; the words are coloured, and a worker finds what is wrong. */
export const program: Journey = async ({ type, read, sees }) => {
  await sees('#app', 'fern');

  await type('.view-lines > div:nth-child(1)', 'let moss = (;');
  await sees('.view-lines', 'moss');
  await eventually(
    () => read('monaco.editor.getModelMarkers({}).length'),
    (it) => Number(it) > 0,
    'the mistake',
  );
  return read(`[editor.getValue().includes('let moss = ('), monaco.editor.getModelMarkers({}).map((it) => it.message),
    [...document.querySelectorAll('.view-line')].some((it) => it.querySelectorAll('span[class^="mtk"]').length > 2)]`);
};

/** Zoomed in, with a popup open, all tiles there. */
export const lookAround: Journey = async ({ click, read }) => {
  const tiles = () =>
    read(
      '[...document.querySelectorAll("img.leaflet-tile-loaded")].map((it) => [it.src, it.getAttribute("src"), it.naturalWidth]).sort()',
    );
  const ready = async (zoom: number) => {
    await eventually(
      async () => [
        await read('document.querySelectorAll("img.leaflet-tile:not(.leaflet-tile-loaded)").length'),
        JSON.stringify(await tiles()),
      ],
      ([missing, there]) => missing === 0 && String(there).includes(`/tiles/${String(zoom)}/`),
      'the tiles',
    );
    return tiles();
  };
  const first = await ready(13);
  await click('.leaflet-control-zoom-in');
  const second = await ready(14);
  await click('.leaflet-marker-icon');
  return [first, second, await read('document.querySelector(".leaflet-popup-content")?.textContent')];
};

/** Sent to a login, and in by a form with a token. */
export const logIn: Journey = async ({ click, type, read, sees }) => {
  await sees('h1', 'Login');
  const before = await read(where);
  await type('#name', 'Olga');
  await click('#login');
  await sees('h1', 'Hello Olga');
  return [before, await read(where), await read('document.querySelector("#cookie").textContent')];
};

/** Installed, controlled, answered by the worker. */
export const install: Journey = async ({ click, read, sees }) => {
  await sees('#scope', 'shell-1');
  await eventually(
    () => read('navigator.serviceWorker.controller?.scriptURL ?? ""'),
    (it) => String(it).endsWith('/worker.js'),
    'the controller',
  );
  await click('#ask');
  await sees('#made', 'by ');
  return [
    await read(where),
    await read('[...document.querySelectorAll("p")].map((it) => it.textContent)'),
    await read('caches.open("shell-1").then((it) => it.keys()).then((them) => them.map(({ url }) => url))'),
  ];
};

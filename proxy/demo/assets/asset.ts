// The files of the shop. Texts in the program, so that the bundle needs nothing beside it.
import type { Express } from 'express';
import { draw, isDrawing, isView, sign, sprig } from '../pictures/drawing.ts';
import { plannerScript } from './planner-script.ts';
import { shopScript } from './shop-script.ts';
import { style } from './style.ts';
import { windowsScript } from './windows-script.ts';

const script = 'text/javascript; charset=utf-8';
const files = new Map([
  ['/assets/style.css', { type: 'text/css; charset=utf-8', text: style }],
  ['/assets/shop.js', { type: script, text: shopScript }],
  ['/assets/windows.js', { type: script, text: windowsScript }],
  ['/assets/planner.js', { type: script, text: plannerScript }],
  ['/icon.svg', { type: 'image/svg+xml', text: sign }],
  ['/pictures/sprig.svg', { type: 'image/svg+xml', text: sprig }],
]);

export function assetRoutes(app: Express): void {
  for (const [path, { type, text }] of files) {
    app.get(path, (_request, response) => {
      response.set({ 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' }).send(text);
    });
  }
  app.get('/pictures/:name', (request, response, next) => {
    const [, drawing, view] = /^([a-z]+)-([1-3])\.svg$/.exec(request.params.name) ?? [];
    if (!isDrawing(drawing) || !isView(view)) return next();
    response
      .set({ 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=3600' })
      .send(draw(drawing, view));
  });
}

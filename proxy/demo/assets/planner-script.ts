// The planner: routes by history.pushState, data by fetch, the time by EventSource.
import { calendarView } from './planner-calendar.ts';
import { bedView } from './planner-bed.ts';
import { wateringView } from './planner-watering.ts';

const frame = String.raw`
  var view = document.querySelector('[data-view]');
  var token = document.querySelector('meta[name=form-token]').content;
  var state = { crops: {}, plan: { bed: [], minutes: 0 } };

  function element(name, properties, children) {
    var it = Object.assign(document.createElement(name), properties);
    it.append.apply(it, children || []);
    return it;
  }

  function save(change) {
    Object.assign(state.plan, change);
    return fetch('/api/plan', {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'x-form-token': token },
      body: JSON.stringify(state.plan),
    }).then(function (answer) { if (!answer.ok) throw new Error('not saved: ' + answer.status); });
  }

  var routes = { '/planner': bedView, '/planner/calendar': calendarView, '/planner/watering': wateringView };

  function show() {
    var draw = routes[location.pathname] || bedView;
    document.querySelectorAll('.views a').forEach(function (link) {
      if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    view.replaceChildren(draw());
    document.title = view.querySelector('h2').textContent + ' · Planner · Fern & Field';
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest('.views a');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    history.pushState({ path: link.pathname }, '', link.href);
    show();
  });
  window.addEventListener('popstate', show);

  var clock = document.querySelector('[data-clock]');
  new EventSource('/api/clock').addEventListener('tick', function (event) {
    var time = new Date(JSON.parse(event.data).at);
    clock.dateTime = time.toISOString();
    clock.textContent = time.toISOString().slice(11, 19);
  });

  Promise.all([fetch('/api/crops'), fetch('/api/plan')])
    .then(function (answers) { return Promise.all(answers.map(function (it) { return it.json(); })); })
    .then(function (both) { state.crops = both[0]; state.plan = both[1]; show(); })
    .catch(function (error) { view.textContent = 'The planner could not be loaded: ' + error.message; });
`;

export const plannerScript = `'use strict';\n(function () {\n${frame}\n${bedView}\n${calendarView}\n${wateringView}\n})();\n`;

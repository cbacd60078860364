export const wateringView = String.raw`
  function slider(label, value, max, changed) {
    var knob = element('span', { className: 'knob' });
    var track = element('div', { className: 'slider', tabIndex: 0 }, [knob]);
    track.setAttribute('role', 'slider');
    track.setAttribute('aria-label', label);
    track.setAttribute('aria-valuemin', '0');
    track.setAttribute('aria-valuemax', String(max));
    function set(next, done) {
      value = Math.max(0, Math.min(max, Math.round(next)));
      track.setAttribute('aria-valuenow', String(value));
      track.setAttribute('aria-valuetext', value + ' minutes');
      track.style.setProperty('--share', String(value / max));
      changed(value, done);
    }
    function fromPointer(event, done) {
      var box = track.getBoundingClientRect();
      set(((event.clientX - box.left) / box.width) * max, done);
    }
    track.addEventListener('pointerdown', function (event) {
      // Capture fails for a pointer that is not down any more: then the drag is over anyway.
      try { track.setPointerCapture(event.pointerId); } catch (error) { console.debug(error); }
      track.classList.add('dragged');
      fromPointer(event, false);
    });
    track.addEventListener('pointermove', function (event) { if (track.classList.contains('dragged')) fromPointer(event, false); });
    track.addEventListener('pointerup', function (event) {
      if (!track.classList.contains('dragged')) return;
      track.classList.remove('dragged');
      fromPointer(event, true);
    });
    track.addEventListener('pointercancel', function () { track.classList.remove('dragged'); });
    track.addEventListener('keydown', function (event) {
      var step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
      if (!step) return;
      event.preventDefault();
      set(value + step, true);
    });
    set(value, false);
    return track;
  }

  function reminder() {
    var dialog = element('dialog', {});
    var said = element('p', { className: 'note' });
    said.setAttribute('role', 'status');
    dialog.innerHTML = '<form method="dialog"><h3>Remind me</h3><label>When<select name="when"><option>In the morning</option><option>At noon</option><option>In the evening</option></select></label>' +
      '<p class="row"><button class="button" value="yes">Remind me</button><button value="no">Rather not</button></p></form>';
    dialog.addEventListener('close', function () {
      said.textContent = dialog.returnValue === 'yes' ? 'We would remind you: ' + dialog.querySelector('select').value.toLowerCase() + '.' : '';
    });
    var button = element('button', { type: 'button', textContent: 'Remind me …' });
    button.addEventListener('click', function () { dialog.returnValue = ''; dialog.showModal(); });
    return [button, said, dialog];
  }

  function wateringView() {
    var output = element('output', { className: 'minutes' });
    var litres = element('p', {});
    var track = slider('Minutes of watering a day', state.plan.minutes, 60, function (minutes, done) {
      output.textContent = minutes + ' minutes a day';
      litres.textContent = 'About ' + (minutes * 1.1).toFixed(1) + ' litres, ' + (minutes * 1.1 * 7).toFixed(0) + ' a week.';
      if (done) save({ minutes: minutes });
    });
    var why = element('details', {}, [element('summary', { textContent: 'How we work this out' }), element('p', { textContent: 'A drip hose of six metres gives 1.1 litres a minute. On hot days a bed of two square metres drinks about eight.' })]);
    return element('section', { className: 'watering' }, [element('h2', { textContent: 'Watering' }), output, track, litres, why].concat(reminder()));
  }
`;

export const bedView = String.raw`
  var chosen = 'lettuce';

  function bedView() {
    var count = element('p', { className: 'note' });
    var tell = function () { count.textContent = state.plan.bed.filter(Boolean).length + ' of ' + state.plan.bed.length + ' places planted'; };
    var palette = element('div', { className: 'palette' }, Object.keys(state.crops).map(function (id) {
      var button = element('button', { type: 'button', textContent: state.crops[id].name });
      button.setAttribute('aria-pressed', String(id === chosen));
      button.addEventListener('click', function () {
        chosen = id;
        palette.querySelectorAll('button').forEach(function (it) { it.setAttribute('aria-pressed', String(it === button)); });
      });
      return button;
    }));
    palette.setAttribute('role', 'group');
    palette.setAttribute('aria-label', 'What to plant');
    var places = state.plan.bed.map(function (_, i) {
      var place = element('button', { type: 'button' });
      var draw = function () {
        var crop = state.plan.bed[i];
        place.textContent = crop ? state.crops[crop].name : '';
        place.classList.toggle('planted', Boolean(crop));
        place.setAttribute('aria-label', 'Place ' + (i + 1) + ': ' + (crop ? state.crops[crop].name : 'bare'));
      };
      place.addEventListener('click', function () {
        var bed = state.plan.bed.slice();
        bed[i] = bed[i] === chosen ? null : chosen;
        save({ bed: bed });
        draw();
        tell();
      });
      draw();
      return place;
    });
    tell();
    return element('section', {}, [element('h2', { textContent: 'Bed' }), element('p', { textContent: 'Choose what to plant, then where.' }), palette, element('div', { className: 'bed' }, places), count]);
  }
`;

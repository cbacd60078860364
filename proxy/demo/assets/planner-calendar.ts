export const calendarView = String.raw`
  var months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

  function calendarView() {
    var head = element('tr', {}, [element('th', { scope: 'col', textContent: 'Crop' })]);
    months.forEach(function (month) { head.append(element('th', { scope: 'col', colSpan: 2, textContent: month })); });
    var rows = Object.keys(state.crops).map(function (id) {
      var crop = state.crops[id];
      var row = element('tr', {}, [element('th', { scope: 'row', textContent: crop.name })]);
      for (var half = 0; half < 24; half++) {
        var work = half >= crop.pick && half <= crop.until ? 'pick' : half >= crop.plant && half < crop.plant + 2 ? 'plant' : half >= crop.sow && half < crop.plant ? 'sow' : '';
        row.append(element('td', { className: work, textContent: work }));
      }
      return row;
    });
    var scroller = element('div', { className: 'calendar', tabIndex: 0 }, [element('table', {}, [element('thead', {}, [head]), element('tbody', {}, rows)])]);
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label', 'Calendar of all crops, scrolls both ways');
    return element('section', {}, [element('h2', { textContent: 'Calendar' }), element('p', { textContent: 'Two columns a month. Scroll down for more crops and sideways for the year.' }), scroller]);
  }
`;

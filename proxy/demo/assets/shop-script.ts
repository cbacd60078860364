// For every page: light or dark, the gallery, the price filter, and what was looked at last.
export const shopScript = String.raw`'use strict';
(function () {
  var root = document.documentElement;

  document.querySelectorAll('[data-theme-switch]').forEach(function (button) {
    button.addEventListener('click', function () {
      var dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
      root.dataset.theme = dark ? 'light' : 'dark';
      document.cookie = 'fern_theme=' + root.dataset.theme + '; path=/; max-age=31536000; samesite=lax';
    });
  });

  document.querySelectorAll('[data-gallery]').forEach(function (gallery) {
    var large = gallery.querySelector('.large');
    var thumbs = gallery.querySelectorAll('[data-picture]');
    thumbs.forEach(function (thumb) {
      thumb.addEventListener('click', function () {
        large.src = thumb.dataset.picture;
        large.alt = thumb.dataset.alt;
        thumbs.forEach(function (other) { other.setAttribute('aria-pressed', String(other === thumb)); });
      });
    });
  });

  document.querySelectorAll('[data-pounds]').forEach(function (range) {
    var output = range.parentNode.querySelector('output');
    range.addEventListener('input', function () { output.textContent = '£' + range.value; });
  });

  var recent = [];
  try { recent = JSON.parse(localStorage.getItem('recent') || '[]'); } catch (error) { console.warn('nothing remembered', error); }
  var product = document.querySelector('[data-product]');
  if (product) {
    var seen = { id: product.dataset.product, name: product.dataset.name, drawing: product.dataset.drawing };
    recent = [seen].concat(recent.filter(function (it) { return it.id !== seen.id; })).slice(0, 6);
    localStorage.setItem('recent', JSON.stringify(recent));
  }
  var section = document.querySelector('[data-recent]');
  if (section && recent.length > 0) {
    section.hidden = false;
    section.querySelector('ul').append(...recent.map(function (it) {
      var item = document.createElement('li');
      var link = document.createElement('a');
      link.href = '/product/' + encodeURIComponent(it.id);
      var image = new Image(72, 72);
      image.alt = '';
      image.src = '/pictures/' + it.drawing + '-2.svg';
      link.append(image, it.name);
      item.append(link);
      return item;
    }));
  }
})();
`;

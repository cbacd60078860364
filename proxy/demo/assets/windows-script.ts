// For the pages with further windows and frames: open, close, and a word from one to the other.
export const windowsScript = String.raw`'use strict';
(function () {
  var other = window.opener || (window.parent !== window ? window.parent : null);

  document.querySelectorAll('[data-open]').forEach(function (button) {
    button.addEventListener('click', function () {
      window.open(button.dataset.open, button.dataset.window, 'width=480,height=560');
    });
  });
  document.querySelectorAll('[data-close]').forEach(function (button) {
    button.addEventListener('click', function () { window.close(); });
  });
  document.querySelectorAll('[data-tell]').forEach(function (button) {
    button.addEventListener('click', function () {
      if (other) other.postMessage({ said: button.dataset.tell }, location.origin);
    });
  });

  var now = document.querySelector('[data-tell-now]');
  if (now && other) other.postMessage({ said: now.dataset.tellNow }, location.origin);

  var heard = document.querySelector('[data-heard]');
  window.addEventListener('message', function (event) {
    if (!heard || event.origin !== location.origin || !event.data || typeof event.data.said !== 'string') return;
    heard.textContent = 'Heard: ' + event.data.said;
  });
})();
`;

// The receipt as one picture to keep: drawn on a canvas, shown large, saved by a long press (in WeChat) or as a file.
// Without this file the picture of the QR code is saved instead.
(function () {
  'use strict';
  var receipt = document.getElementById('receipt'), save = document.getElementById('save'), box = document.getElementById('picture');
  if (!receipt || !save || !document.createElement('canvas').getContext) return;
  var words = JSON.parse(document.getElementById('words').textContent);
  save.addEventListener('click', function (event) {
    event.preventDefault();
    var code = new Image();
    code.onload = function () { draw(code); };
    code.onerror = function () { location.assign(save.href); };
    code.src = save.href;
  });
  function draw(code) {
    var wide = 640, high = 860, canvas = document.createElement('canvas'), pen = canvas.getContext('2d');
    var family = getComputedStyle(document.body).fontFamily;
    canvas.width = wide;
    canvas.height = high;
    pen.fillStyle = '#FFFFFF';
    pen.fillRect(0, 0, wide, high);
    pen.fillStyle = '#12509E';
    pen.fillRect(0, 0, wide, 92);
    pen.fillStyle = '#FFFFFF';
    pen.font = '700 34px ' + family;
    pen.fillText(words.brand, 40, 58);
    pen.drawImage(code, (wide - 400) / 2, 110, 400, 400);
    line(words.number, receipt.getAttribute('data-number'), 560);
    line(words.key, receipt.getAttribute('data-key'), 680);
    pen.fillStyle = '#46505D';
    pen.font = '400 22px ' + family;
    pen.fillText(receipt.getAttribute('data-noted'), 40, 800, wide - 80);
    function line(label, value, y) {
      pen.fillStyle = '#46505D';
      pen.font = '400 24px ' + family;
      pen.fillText(label, 40, y);
      pen.fillStyle = '#1A232E';
      pen.font = '700 40px ' + family;
      pen.fillText(value, 40, y + 50, wide - 80);
    }
    var image = new Image();
    image.alt = words.number + ' ' + receipt.getAttribute('data-number') + ', ' + words.key + ' ' + receipt.getAttribute('data-key');
    image.src = canvas.toDataURL('image/png');
    while (box.firstChild) box.removeChild(box.firstChild);
    var hint = document.createElement('p');
    hint.textContent = words.press;
    box.appendChild(hint);
    box.appendChild(image);
    box.hidden = false;
    box.scrollIntoView();
  }
})();

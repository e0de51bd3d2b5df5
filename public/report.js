// Comfort on top of the report form, which works without this file: draft, photos made small, a queue for a bad network,
// similar reports and the emergency screen while typing. Plain syntax that Chromium 66 and iOS 12 read; no secure context needed.
(function () {
  'use strict';
  var form = document.getElementById('report');
  if (!form || !window.indexedDB || !window.fetch || !window.FormData || !window.gezhiGate) return;
  var root = document.documentElement;
  root.className += ' script';
  var words = JSON.parse(document.getElementById('words').textContent);
  var byId = function (id) { return document.getElementById(id); };
  var text = byId('text'), address = byId('address'), send = byId('send');
  var english = root.lang === 'en';

  function say(key, params) {
    var sentence = words[key] || '';
    Object.keys(params || {}).forEach(function (name) { sentence = sentence.split('{' + name + '}').join(String(params[name])); });
    return sentence;
  }
  function element(tag, attributes, content) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    if (content !== undefined) made.textContent = content;
    return made;
  }
  function button(content, action, kind) {
    var made = element('button', { type: 'button' }, content);
    if (kind) made.className = kind;
    made.addEventListener('click', action);
    return made;
  }
  function debounce(action, wait) {
    var timer;
    return function () { clearTimeout(timer); timer = setTimeout(action, wait); };
  }
  function empty(node) { while (node.firstChild) node.removeChild(node.firstChild); }

  // --- a small store: drafts and the queue -------------------------------------------------------------------
  var opened;
  function store() {
    if (!opened) opened = new Promise(function (resolve, reject) {
      var ask = indexedDB.open('gezhi', 1);
      ask.onupgradeneeded = function () { ask.result.createObjectStore('kept'); };
      ask.onsuccess = function () { resolve(ask.result); };
      ask.onerror = function () { reject(ask.error); };
    });
    return opened;
  }
  function transact(mode, use) {
    return store().then(function (database) {
      return new Promise(function (resolve, reject) {
        var work = database.transaction('kept', mode);
        var answer = use(work.objectStore('kept'));
        work.oncomplete = function () { resolve(answer && answer.result); };
        work.onerror = work.onabort = function () { reject(work.error); };
      });
    });
  }
  function put(key, value) { return transact('readwrite', function (kept) { kept.put(value, key); }); }
  function get(key) { return transact('readonly', function (kept) { return kept.get(key); }); }
  function drop(key) { return transact('readwrite', function (kept) { kept.delete(key); }); }
  function queued() {
    return transact('readonly', function (kept) { return kept.getAllKeys(); }).then(function (keys) {
      return (keys || []).filter(function (key) { return String(key).indexOf('queue:') === 0; });
    });
  }

  // --- photos: seen at once, made small before they travel, one per tap ---------------------------------------
  var photos = [];
  var camera = byId('camera'), shown = byId('photos');
  function shrink(file) {
    return new Promise(function (resolve) {
      var url = URL.createObjectURL(file), image = new Image();
      image.onerror = function () { URL.revokeObjectURL(url); resolve(file); };
      image.onload = function () {
        var most = 1600, scale = Math.min(1, most / Math.max(image.naturalWidth, image.naturalHeight));
        var canvas = document.createElement('canvas');
        canvas.width = Math.round(image.naturalWidth * scale);
        canvas.height = Math.round(image.naturalHeight * scale);
        canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
        URL.revokeObjectURL(url);
        if (!canvas.toBlob) return resolve(file);
        canvas.toBlob(function (small) { resolve(small && small.size < file.size ? small : file); }, 'image/jpeg', 0.82);
      };
      image.src = url;
    });
  }
  function showPhotos() {
    empty(shown);
    photos.forEach(function (photo, i) {
      var frame = element('figure');
      var image = element('img', { alt: say('photo_of', { n: i + 1 }) });
      image.src = URL.createObjectURL(photo);
      image.onload = function () { URL.revokeObjectURL(image.src); };
      frame.appendChild(image);
      frame.appendChild(button(say('photo_remove'), function () { photos.splice(i, 1); showPhotos(); keepDraft(); }, 'quiet'));
      shown.appendChild(frame);
    });
    if (photos.length) camera.parentNode.querySelector('span').textContent = say('photo_more');
    camera.parentNode.hidden = photos.length >= 6;
  }
  camera.addEventListener('change', function () {
    var file = camera.files && camera.files[0];
    if (!file) return;
    shrink(file).then(function (small) {
      photos.push(small);
      camera.value = '';
      showPhotos();
      keepDraft();
    });
  });

  // --- what was typed, as plain pairs --------------------------------------------------------------------------
  function pairs() {
    var list = [];
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.type === 'file' || field.type === 'submit' || field.type === 'image') return;
      if ((field.type === 'radio' || field.type === 'checkbox') && !field.checked) return;
      list.push([field.name, field.value]);
    });
    return list;
  }
  function body(list, pictures) {
    var data = new FormData();
    list.forEach(function (pair) { data.append(pair[0], pair[1]); });
    pictures.forEach(function (photo, i) { data.append('photo', photo, 'photo-' + (i + 1) + '.jpg'); });
    return data;
  }
  var keepDraft = debounce(function () {
    if (!text.value && !photos.length) { drop('draft').catch(function () {}); return; }
    put('draft', { text: text.value, address: address.value, photos: photos, at: Date.now() }).catch(function () {});
  }, 800);
  function offerDraft() {
    get('draft').then(function (draft) {
      if (!draft || text.value || Date.now() - draft.at > 3 * 86400000) return;
      text.value = draft.text || '';
      if (!address.value) address.value = draft.address || '';
      photos = draft.photos || [];
      showPhotos();
      count();
      var note = element('p', { 'class': 'small', role: 'status' }, say('draft_back') + ' ');
      note.appendChild(button(say('draft_drop'), function () {
        text.value = ''; photos = []; showPhotos(); count(); drop('draft'); note.parentNode.removeChild(note);
      }, 'quiet'));
      byId('text-hint').parentNode.appendChild(note);
      watch();
    }).catch(function () {});
  }
  function count() { byId('count').textContent = Array.from(text.value).length + '/500'; }

  // --- emergencies: the same rules as the server's, kept for when there is no network ---------------------------
  var rules = null, passed = '';
  function loadRules() {
    try { rules = JSON.parse(localStorage.getItem('gezhi.emergency')); } catch (e) { rules = null; }
    fetch('/api/v1/playbook/emergency').then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (fresh) {
      if (!fresh || !fresh.groups) return;
      rules = fresh;
      try { localStorage.setItem('gezhi.emergency', JSON.stringify(fresh)); } catch (e) { /* full or private: only this time */ }
      watch();
    }).catch(function () {});
  }
  function emergency(typed) { return rules ? window.gezhiGate(rules, typed) : null; }
  function alarm(group) {
    var over = element('section', { 'class': 'alarm over', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': 'alarm-heading', tabindex: '-1' });
    over.appendChild(element('h2', { id: 'alarm-heading' }, say('emergency_heading')));
    over.appendChild(element('p', { 'class': 'group' }, (english ? group.text_en : group.text_zh) || group.title || ''));
    over.appendChild(element('p', { 'class': 'do' }, (english ? group.do_en : group.do_zh) || group['do'] || ''));
    var dials = element('div', { 'class': 'dials' });
    (group.numbers || ['119', '110', '120']).forEach(function (entry) {
      var dial = element('a', { 'class': 'dial', href: 'tel:' + (entry.number || entry) });
      dial.appendChild(element('b', {}, entry.number || entry));
      dials.appendChild(dial);
    });
    over.appendChild(dials);
    if (navigator.onLine === false) over.appendChild(element('p', { 'class': 'do' }, say('emergency_offline')));
    var close = function () { document.body.removeChild(over); text.focus(); };
    over.appendChild(button(say('emergency_back'), close));
    over.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') return close();
      if (event.key !== 'Tab') return;
      var stops = over.querySelectorAll('a,button'), last = stops[stops.length - 1];
      if (event.shiftKey ? document.activeElement === stops[0] : document.activeElement === last) {
        event.preventDefault();
        (event.shiftKey ? last : stops[0]).focus();
      }
    });
    document.body.appendChild(over);
    over.querySelector('a').focus();
  }
  function watch() {
    var group = emergency(text.value);
    if (!group) { passed = ''; return; }
    if (passed === group.id || document.querySelector('.alarm.over')) return;
    passed = group.id;
    alarm(group);
  }

  // --- similar reports, after place and words ---------------------------------------------------------------------
  var similarBox = byId('similar'), asked = '', sentOn = false;
  function field(name) { return form.elements[name] ? form.elements[name].value : ''; }
  function lookSimilar() {
    var typed = text.value.trim(), lat = field('lat'), lon = field('lon');
    var question = '/similar?lat=' + lat + '&lon=' + lon + '&lang=' + root.lang + '&text=' + encodeURIComponent(typed);
    if (typed.length < 4 || !lat || question === asked || sentOn || emergency(typed)) return;
    asked = question;
    fetch(question).then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (found) {
      if (!found || question !== asked) return;
      empty(similarBox);
      similarBox.hidden = !found.items.length;
      if (found.items.length) showSimilar(found.items);
    }).catch(function () {});
  }
  function showSimilar(items) {
    var block = element('section', { 'class': 'block lamp' });
    block.appendChild(element('h2', {}, say('similar_heading', { n: items.length })));
    items.forEach(function (item) {
      block.appendChild(element('p', { 'class': 'say' }, '\u201C' + item.text + '\u201D'));
      block.appendChild(element('p', { 'class': 'small' }, say('similar_facts', { distance: item.distance_m, n: item.supporters + 1 })));
      block.appendChild(button(say('me_too'), function () { submit([['join', item.number]]); }, 'wide'));
    });
    block.appendChild(button(say('not_same'), function () { sentOn = true; similarBox.hidden = true; }, 'wide quiet'));
    similarBox.appendChild(block);
  }

  // --- the map: one tap, answered without a new page -----------------------------------------------------------------
  var picture = byId('tap'), device = byId('device');
  function setPlace(lat, lon, name) {
    form.elements.lat.value = lat;
    form.elements.lon.value = lon;
    form.elements.view.value = lat + ',' + lon;
    form.elements.place_code.value = '';
    if (picture) picture.src = '/map/schematic.svg?lat=' + lat + '&lon=' + lon + '&view=' + lat + ',' + lon + '&lang=' + form.elements.lang.value;
    var here = document.querySelector('#where .here');
    if (!here) {
      here = element('p', { 'class': 'here', role: 'status' });
      var before = picture ? picture.parentNode : document.querySelector('label[for=address]');
      before.parentNode.insertBefore(here, before);
    }
    empty(here);
    var bold = element('b', {}, name || say('here'));
    here.appendChild(bold);
    fetch('/api/v1/grid/locate?lat=' + lat + '&lon=' + lon + '&datum=wgs84').then(function (a) { return a.ok ? a.json() : null; }).then(function (found) {
      if (found && found.grid_name && !name) bold.textContent = say('here_grid', { grid: found.grid_name });
    }).catch(function () {});
    lookSimilar();
  }
  if (picture) picture.addEventListener('click', function (event) { // a street without a ground yet has no drawing
    if (navigator.onLine === false || event.detail === 0) return; // keys and no network: the ordinary way
    event.preventDefault();
    var box = picture.getBoundingClientRect();
    var x = (event.clientX - box.left) * 312 / box.width, y = (event.clientY - box.top) * 228 / box.height;
    fetch('/map/tap?x=' + x.toFixed(1) + '&y=' + y.toFixed(1) + '&view=' + field('view')).then(function (a) { return a.json(); })
      .then(function (at) { setPlace(at.lat.toFixed(6), at.lon.toFixed(6)); }).catch(function () {});
  });
  if (window.isSecureContext && navigator.geolocation) {
    device.hidden = false;
    byId('locate').addEventListener('click', function () {
      var pressed = byId('locate'), was = pressed.textContent;
      pressed.textContent = say('locating');
      navigator.geolocation.getCurrentPosition(function (found) {
        pressed.textContent = was;
        setPlace(found.coords.latitude.toFixed(6), found.coords.longitude.toFixed(6));
      }, function () { pressed.textContent = say('locate_failed'); }, { timeout: 10000, enableHighAccuracy: true });
    });
  }

  // --- how to be told: only the field that the choice needs -------------------------------------------------------------
  function showExtra() {
    var chosen = form.querySelector('input[name=notify_by]:checked');
    Array.prototype.forEach.call(form.querySelectorAll('.extra'), function (extra) {
      extra.hidden = !chosen || extra.getAttribute('data-way') !== chosen.value;
    });
  }

  // --- sending -----------------------------------------------------------------------------------------------------------
  function show(html) { document.open(); document.write(html); document.close(); window.scrollTo(0, 0); }
  function complete() { return text.value.trim() && (field('lat') || field('place_code') || address.value.trim()); }
  var answering = false;
  function submit(extra) {
    if (answering) return;
    var list = pairs().concat(extra || []);
    if (!extra || extra[0][0] !== 'join') list.push(['act', 'send']);
    var urgent = emergency(text.value);
    if (navigator.onLine === false) return urgent ? alarm(urgent) : complete() ? enqueue(list) : form.querySelector(text.value.trim() ? '#address' : '#text').focus();
    answering = true;
    send.disabled = true;
    var was = send.textContent;
    send.textContent = say('sending');
    var again = function () { answering = false; send.disabled = false; send.textContent = was; };
    post(list, photos).then(function (answer) {
      if (answer.redirected) return drop('draft').catch(function () {}).then(function () { location.assign(answer.url); });
      return answer.text().then(show);
    }).catch(function () {
      again();
      if (urgent) alarm(urgent);
      else if (complete()) enqueue(list);
    });
  }
  function post(list, pictures) {
    return fetch('/report', { method: 'POST', body: body(list, pictures), credentials: 'same-origin' }).then(function (answer) {
      if (answer.status >= 500) throw new Error('server');
      return answer;
    });
  }
  function enqueue(list) {
    var seen = list.concat([['similar_seen', '1']]);
    var random = Array.from(crypto.getRandomValues(new Uint8Array(12))).join('');
    put('queue:' + (field('token') || random), { list: seen, photos: photos, at: Date.now() }).then(function () { return drop('draft'); }).then(function () {
      text.value = '';
      photos = [];
      showPhotos();
      count();
      showQueue();
      byId('stored').scrollIntoView();
      form.elements.token.value = '';
      freshToken().then(function (token) { form.elements.token.value = token; }).catch(function () {});
    });
  }
  function freshToken() {
    return fetch('/').then(function (answer) { return answer.text(); }).then(function (page) {
      var found = /name="token" value="([^"]+)"/.exec(page);
      if (!found) throw new Error('no token');
      return found[1];
    });
  }
  // A report written after another was kept has no token yet: it gets one, stored first so that it stays the same.
  function withToken(key, kept) {
    var pair = kept.list.filter(function (one) { return one[0] === 'token'; })[0];
    if (pair && pair[1]) return Promise.resolve(kept);
    return freshToken().then(function (token) {
      if (pair) pair[1] = token; else kept.list.push(['token', token]);
      return put(key, kept).then(function () { return kept; });
    });
  }
  function showQueue() {
    var box = byId('stored');
    return queued().then(function (keys) {
      empty(box);
      box.hidden = !keys.length;
      if (!keys.length) return;
      var block = element('section', { 'class': 'block', role: 'status' });
      block.appendChild(element('p', {}, say('stored_one', { n: keys.length })));
      block.appendChild(button(say('try_now'), flush));
      block.appendChild(button(say('edit'), function () { edit(keys[0]); }, 'quiet'));
      box.appendChild(block);
    }).catch(function () {});
  }
  function edit(key) {
    get(key).then(function (kept) {
      kept.list.forEach(function (pair) {
        var target = form.elements[pair[0]];
        if (target && target.type !== 'submit' && target.type !== undefined && target.type !== 'checkbox') target.value = pair[1];
      });
      photos = kept.photos || [];
      return drop(key);
    }).then(function () { showPhotos(); count(); showQueue(); text.focus(); });
  }
  // A network that is said to be back may not be yet: what is kept is tried again, ever more slowly.
  var flushing = false, later = 2000;
  function flush() {
    if (flushing) return;
    flushing = true;
    queued().then(function (keys) {
      return keys.reduce(function (before, key) { return before.then(function () { return sendKept(key); }); }, Promise.resolve());
    }).then(function () { later = 2000; }, function () {
      setTimeout(flush, later);
      later = Math.min(later * 2, 60000);
    }).then(function () { flushing = false; });
  }
  function sendKept(key) {
    return get(key).then(function (kept) {
      if (!kept) return;
      return withToken(key, kept).then(function () { return post(kept.list, kept.photos || []); }).then(function (answer) {
        if (!answer.redirected) {
          return answer.text().then(function (page) { return drop(key).then(function () { show(page); }); });
        }
        var number = (/number=([^&]+)/.exec(answer.url) || ['', ''])[1];
        return drop(key).then(showQueue).then(function () {
          var block = element('section', { 'class': 'block good', role: 'status' });
          block.appendChild(element('a', { href: answer.url }, say('sent', { number: number })));
          byId('stored').hidden = false;
          byId('stored').appendChild(block);
        });
      });
    });
  }

  // --- start ---------------------------------------------------------------------------------------------------------------
  form.addEventListener('submit', function (event) {
    var by = document.activeElement;
    if (by && (by.name === 'pick' || by.value === 'find' || by.value === 'whole' || by.name === 'tap')) return;
    event.preventDefault();
    submit();
  });
  var slow = debounce(function () { watch(); lookSimilar(); }, 350);
  text.addEventListener('input', function () { count(); keepDraft(); slow(); });
  address.addEventListener('input', keepDraft);
  Array.prototype.forEach.call(form.querySelectorAll('input[name=notify_by]'), function (way) { way.addEventListener('change', showExtra); });
  var network = function () { byId('send-hint').textContent = say(navigator.onLine === false ? 'send_offline' : 'send_online'); };
  window.addEventListener('online', function () { network(); flush(); });
  window.addEventListener('offline', network);
  network();
  showExtra();
  count();
  loadRules();
  offerDraft();
  showQueue();
  if (navigator.onLine !== false) flush();
  var wrong = byId('errors');
  if (wrong) wrong.focus();
})();

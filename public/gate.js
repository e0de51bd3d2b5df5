// The emergency gate as the server evaluates it, for the moment of typing and for a phone without network: the text is
// made plain, harmless phrases are blanked out, then the groups are asked in order. The same answer as the server's for
// the same rules and text (tests/browser proves it over the golden sentences). Plain syntax for Chromium 66 and iOS 12.
window.gezhiGate = (function () {
  'use strict';
  function plain(typed) {
    var kept = '';
    Array.from(typed).forEach(function (character) {
      var code = character.codePointAt(0);
      if (code >= 0xFF01 && code <= 0xFF5E) code -= 0xFEE0;
      if (code >= 0x41 && code <= 0x5A) code += 0x20;
      var stays = (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7A) || (code >= 0x3400 && code <= 0x9FFF) ||
        (code >= 0xF900 && code <= 0xFAFF) || code >= 0x20000;
      if (stays) kept += String.fromCodePoint(code);
    });
    return kept;
  }
  return function (rules, typed) {
    var text = plain(typed);
    (rules.harmless || []).forEach(function (phrase) { text = text.split(phrase).join('|'); });
    function occurs(word) {
      return word.split('+').every(function (part) { return text.indexOf(part) >= 0; });
    }
    function holds(rule) {
      return !(rule.none || []).some(occurs) && rule.all.every(function (any) { return any.some(occurs); });
    }
    for (var i = 0; i < rules.groups.length; i++) if (rules.groups[i].rules.some(holds)) return rules.groups[i];
    return null;
  };
})();

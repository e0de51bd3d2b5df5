[[>_head.tpl]]
<nav class="links" aria-label="[[page.nav]]"><a href="/c[[lang?]]">[[page.report.follow]]</a><a href="/elder[[lang?]]">[[page.report.elder]]</a></nav></header>
<main id="main" class="with-bar">
[[>_errors.tpl]]
<p class="gate">[[page.gate.line]] <span class="tels"><a href="tel:119">[[page.gate.119]]</a> <a href="tel:120">[[page.gate.120]]</a> <a href="tel:110">[[page.gate.110]]</a></span></p>
<div id="stored" hidden></div>
<form id="report" method="post" action="/report" enctype="multipart/form-data" novalidate>
<input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="lang" value="[[lang]]">
<input type="hidden" name="lat" value="{{LAT}}"><input type="hidden" name="lon" value="{{LON}}"><input type="hidden" name="view" value="{{VIEW}}">
<input type="hidden" name="place_code" value="{{PLACE_CODE}}">
<button class="first" type="submit" name="act" value="send" tabindex="-1" aria-hidden="true">[[page.report.send]]</button>
<section class="block {{WHERE_CLASS}}" id="where" tabindex="-1"><h2><span class="n" aria-hidden="true">1</span>[[page.report.where]]</h2>
{{#WHERE_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/WHERE_ERROR}}
{{#PLACE}}<p class="here"><b>{{NAME}}</b>{{#HAS_NOTE}}<span>{{NOTE}}</span>{{/HAS_NOTE}}</p>{{/PLACE}}
{{#OUTSIDE}}<p class="aside">{{TEXT}}</p>{{/OUTSIDE}}
{{#MAPPED}}<div class="map"><input type="image" name="tap" id="tap" src="/map/schematic.svg?lat={{LAT}}&amp;lon={{LON}}&amp;view={{VIEW}}&amp;lang=[[lang]]" width="312" height="228" alt="[[page.report.map_alt]]" formnovalidate></div>
<p class="small" id="map-hint">{{MAP_HINT}}</p>{{/MAPPED}}
{{#NEAR}}<p><button class="quiet" type="submit" name="act" value="whole" formnovalidate>[[page.report.whole]]</button></p>{{/NEAR}}
<label for="address">[[page.report.address]]</label>
<div class="pair"><input id="address" name="address" type="text" maxlength="120" autocomplete="off" enterkeyhint="search" value="{{ADDRESS}}"><button type="submit" name="act" value="find" formnovalidate>[[page.report.find]]</button></div>
<div id="hits">{{#HITS}}<p class="small">{{HITS_WORD}}</p><ul class="plain choices">{{#HIT}}<li><button type="submit" name="pick" value="{{CODE}}" formnovalidate>{{NAME}}{{#HAS_ADDRESS}}<span>{{ADDRESS_TEXT}}</span>{{/HAS_ADDRESS}}</button></li>{{/HIT}}</ul>{{/HITS}}</div>
<p id="device" hidden><button type="button" id="locate">[[page.report.device]]</button></p>
</section>
<section class="block {{WHAT_CLASS}}" id="what" tabindex="-1"><h2><span class="n" aria-hidden="true">2</span><label for="text">[[page.report.what]]</label></h2>
{{#WHAT_ERROR}}<p class="error" id="text-error">[[>_diamond.tpl]]{{TEXT}}</p>{{/WHAT_ERROR}}
<textarea id="text" name="text" rows="3" maxlength="500" aria-describedby="text-hint">{{WHAT}}</textarea>
<p class="small row" id="text-hint"><span>[[page.report.what_hint]]</span><span id="count" aria-hidden="true"></span></p>
</section>
<div id="similar" hidden></div>
<section class="block {{PHOTO_CLASS}}" id="photo" tabindex="-1"><h2><span class="n" aria-hidden="true">3</span>[[page.report.photo]]</h2>
{{#PHOTO_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/PHOTO_ERROR}}
{{#KEPT}}<p class="here"><b>{{KEPT_WORD}}</b></p>{{#KEPT_PHOTO}}<input type="hidden" name="kept" value="{{FILE}}">{{/KEPT_PHOTO}}{{/KEPT}}
<div id="photos" class="photos"></div>
<label class="file tile"><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.3" aria-hidden="true"><path d="M1.500 4.500h3l1-2h5l1 2h3v9h-13z"/><circle cx="8" cy="8.700" r="2.600"/></svg><span>[[page.report.photo_take]]</span><input type="file" id="camera" name="photo" accept="image/*" capture="environment"></label>
<p class="small">[[page.report.photo_hint]]</p>
</section>
<section class="block {{TELL_CLASS}}" id="tell" tabindex="-1"><fieldset><legend><span class="n" aria-hidden="true">4</span>[[page.report.tell]]</legend>
{{#TELL_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/TELL_ERROR}}
<div class="radios">{{#WAY}}<label class="radio"><input type="radio" name="notify_by" value="{{ID}}" {{#CHECKED}}checked{{/CHECKED}}><span>{{NAME}}</span></label>{{/WAY}}</div></fieldset>
<div class="extra" data-way="call"><label for="phone">[[page.report.phone]]</label>
<input id="phone" name="phone" type="tel" inputmode="tel" autocomplete="tel" maxlength="20" value="{{PHONE}}">
<label class="tick"><input type="checkbox" name="may_be_called" value="1" {{#MAY_CALL}}checked{{/MAY_CALL}}><span>[[page.report.may_call]]</span></label></div>
<div class="extra" data-way="door"><label for="door">[[page.report.door]]</label>
<input id="door" name="door" type="text" maxlength="60" autocomplete="off" value="{{DOOR}}"></div>
<p class="small">[[page.report.tell_hint]]</p></section>
<div class="bar"><button class="main" type="submit" name="act" value="send" id="send">[[page.report.send]]</button><p class="small" id="send-hint">[[page.report.send_hint]]</p></div>
</form>
<script type="application/json" id="words">{{JS_WORDS:none}}</script>
<script src="/public/gate.js?v={{ASSETS}}" defer></script>
<script src="/public/report.js?v={{ASSETS}}" defer></script>
[[>_foot.tpl]]

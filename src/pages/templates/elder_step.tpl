[[>_head.tpl]]
<span class="tail">{{COUNT}}</span></header>
<main id="main">
<h2 class="ask-h">{{QUESTION}}</h2>
{{#ERROR}}<p class="error" role="alert">[[>_diamond.tpl]]{{TEXT}}</p>{{/ERROR}}
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" novalidate>[[>_carried.tpl]]
{{#PLACE_STEP}}{{#MAP}}<div class="map"><input type="image" name="tap" src="/map/schematic.svg?lat={{LAT}}&amp;lon={{LON}}&amp;view={{VIEW}}&amp;lang=[[lang]]" width="312" height="228" alt="[[page.report.map_alt]]"></div>{{/MAP}}
{{#HERE}}<p class="here big">{{NAME}}</p><button class="big-choice main" type="submit" name="act" value="here"><svg class="i" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7.500" fill="currentColor"/><path class="on" d="M4.300 8.300l2.600 2.600L11.900 5.400" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg><b>[[page.elder.is_here]]</b></button>{{/HERE}}
<label for="address">[[page.elder.address]]</label><input id="address" name="address" type="text" maxlength="120" value="{{ADDRESS}}">
<button class="big-choice" type="submit" name="act" value="address"><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true"><path d="M8 15C4.800 11.200 3 8.600 3 6.400a5 5 0 0 1 10 0c0 2.200-1.800 4.800-5 8.600z"/><circle cx="8" cy="6.400" r="1.800"/></svg><b>[[page.elder.use_address]]</b></button>{{/PLACE_STEP}}
{{#WHAT_STEP}}<div class="chips">{{#CHIP}}<button class="big-choice chip" type="submit" name="chip" value="{{ID}}"><img src="/public/chip-{{ID}}.svg" width="36" height="36" alt=""><b>{{NAME}}</b></button>{{/CHIP}}</div>
<label for="text">[[page.elder.or_say]]</label><textarea id="text" name="text" rows="2" maxlength="500">{{WHAT}}</textarea>
<button class="big-choice main" type="submit" name="act" value="what"><b>[[page.elder.next]]</b></button>{{/WHAT_STEP}}
{{#SEND_STEP}}<p class="here big">{{SUMMARY_TEXT}}</p>
<label class="file"><span><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.3" aria-hidden="true"><path d="M1.500 4.500h3l1-2h5l1 2h3v9h-13z"/><circle cx="8" cy="8.700" r="2.600"/></svg> [[page.elder.photo]]</span><input type="file" name="photo" accept="image/*" capture="environment"></label>
<label for="phone">[[page.elder.phone]]</label><input id="phone" name="phone" type="tel" maxlength="20" autocomplete="tel" value="{{PHONE}}">
<button class="big-choice main" type="submit" name="act" value="send"><b>[[page.elder.send]]</b></button>{{/SEND_STEP}}
</form>
{{#TEL}}<p><a class="big-choice dark" href="tel:{{NUMBER}}"><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" aria-hidden="true"><path d="M3 1.800h2.600l1.200 3.400-1.700 1.100a8 8 0 0 0 4.600 4.600l1.100-1.700 3.400 1.200V13a1.500 1.500 0 0 1-1.600 1.500A12 12 0 0 1 1.500 3.400 1.500 1.500 0 0 1 3 1.800z"/></svg><span><b>[[page.elder.ring]] <span class="number">{{NUMBER}}</span></b><br>{{HOURS}}</span></a></p>{{/TEL}}
<p class="centre"><a href="/elder[[lang?]]">[[page.elder.start_over]]</a></p>
[[>_foot.tpl]]

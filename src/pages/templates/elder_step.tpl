[[>_head.tpl]]
<span class="tail">{{COUNT}}</span></header>
<main id="main">
<h2 class="ask-h">{{QUESTION}}</h2>
{{#ERROR}}<p class="error" role="alert">[[>_diamond.tpl]]{{TEXT}}</p>{{/ERROR}}
<form method="post" action="{{ACTION}}" enctype="multipart/form-data" novalidate>[[>_carried.tpl]]
{{#PLACE_STEP}}{{#MAP}}<div class="map"><input type="image" name="tap" src="/map/schematic.svg?lat={{LAT}}&amp;lon={{LON}}&amp;view={{VIEW}}" width="312" height="228" alt="[[page.report.map_alt]]"></div>{{/MAP}}
{{#HERE}}<p class="here big">{{NAME}}</p><button class="big-choice main" type="submit" name="act" value="here"><b>[[page.elder.is_here]]</b></button>{{/HERE}}
<label for="address">[[page.elder.address]]</label><input id="address" name="address" type="text" maxlength="120" value="{{ADDRESS}}">
<button class="big-choice" type="submit" name="act" value="address"><b>[[page.elder.use_address]]</b></button>{{/PLACE_STEP}}
{{#WHAT_STEP}}{{#CHIP}}<button class="big-choice" type="submit" name="chip" value="{{ID}}"><b>{{NAME}}</b></button>{{/CHIP}}
<label for="text">[[page.elder.or_say]]</label><textarea id="text" name="text" rows="2" maxlength="500">{{WHAT}}</textarea>
<button class="big-choice main" type="submit" name="act" value="what"><b>[[page.elder.next]]</b></button>{{/WHAT_STEP}}
{{#SEND_STEP}}<p class="here big">{{SUMMARY_TEXT}}</p>
<label class="file"><span>[[page.elder.photo]]</span><input type="file" name="photo" accept="image/*" capture="environment"></label>
<label for="phone">[[page.elder.phone]]</label><input id="phone" name="phone" type="tel" maxlength="20" autocomplete="tel" value="{{PHONE}}">
<button class="big-choice main" type="submit" name="act" value="send"><b>[[page.elder.send]]</b></button>{{/SEND_STEP}}
</form>
{{#TEL}}<p><a class="big-choice dark" href="tel:{{NUMBER}}"><span><b>{{CALL}}</b></span></a></p>{{/TEL}}
<p class="centre"><a href="/elder[[lang?]]">[[page.elder.start_over]]</a></p>
[[>_foot.tpl]]

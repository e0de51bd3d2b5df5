[[>_head.tpl]]
<span class="tail">{{SHORT}}</span></header>
<main id="main">
{{#SAID}}<section class="block good" role="status"><p><b>{{TEXT}}</b></p></section>{{/SAID}}
[[>_errors.tpl]]
<section class="block lamp"><p class="small">[[page.follow.now]]</p><h2 class="big">{{ANSWER}}</h2>{{#DETAIL}}<p>{{TEXT}}</p>{{/DETAIL}}
{{#CLOCK}}<p class="state">[[>_sign.tpl]]<b class="{{TONE}}">{{WORD}}</b></p>{{/CLOCK}}</section>
{{#LEGAL}}<section class="block"><h2>{{NAME}}</h2><p>{{WHERE}}</p><p>{{HOW}}</p>{{#TEL}}<p><a class="wide" href="tel:{{NUMBER}}">{{CALL}}</a></p>{{/TEL}}</section>{{/LEGAL}}
<section class="block"><p class="say">{{QUOTED}}</p>{{#AT_PLACE}}<p class="small">{{TEXT}}</p>{{/AT_PLACE}}{{#PHOTOS}}<div class="photos">{{#PHOTO}}<figure><a href="{{URL}}"><img src="{{THUMB}}" alt="{{ALT}}" loading="lazy"></a><figcaption>{{ALT}}</figcaption></figure>{{/PHOTO}}</div>{{/PHOTOS}}
{{#RESULT}}<p class="small">[[page.follow.result]]</p><p class="say">{{TEXT}}</p>{{/RESULT}}</section>
{{#ASK}}<form class="block ask" method="post" action="/c/{{NUMBER}}/answer" id="answer" tabindex="-1"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="key" value="{{KEY}}"><input type="hidden" name="lang" value="[[lang]]">
<h2 class="big">[[page.follow.ask]]</h2>
<button class="choice" type="submit" name="solved" value="yes"><svg class="i green" viewBox="0 0 16 16" aria-hidden="true"><rect x=".5" y=".5" width="15" height="15" rx="2" fill="currentColor"/><path class="cut" d="M4 8.300l2.800 2.800L12.200 5" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg><span><b>[[page.follow.good]]</b><br>[[page.follow.good_note]]</span></button>
<label for="how">[[page.follow.how_now]]</label><textarea id="how" name="text" rows="2" maxlength="500"></textarea>
<button class="choice" type="submit" name="solved" value="no"><svg class="i orange" viewBox="0 0 16 16" aria-hidden="true"><rect x="1.25" y="1.25" width="13.5" height="13.5" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M11.400 6.600A3.700 3.700 0 1 0 11.700 9M11.800 4v2.800H9" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"/></svg><span><b>[[page.follow.not_yet]]</b><br>[[page.follow.not_yet_note]]</span></button></form>{{/ASK}}
<section class="block"><h2>[[page.follow.path]]</h2><ol class="path">{{#STEP}}<li class="{{CLASS}}">[[>_sign.tpl]]<div><b>{{NAME}}</b>{{#HAS_NOTE}}<span>{{NOTE}}</span>{{/HAS_NOTE}}<span class="hide">{{STATE}}</span></div></li>{{/STEP}}</ol></section>
<section class="block" id="talk" tabindex="-1"><h2>[[page.follow.talk]]</h2>
{{#TALK}}<div class="talk {{WHO}}"><p class="small">{{HEAD}}</p><p class="say">{{TEXT}}</p></div>{{/TALK}}
{{#SAY}}<form method="post" action="/c/{{NUMBER}}/say"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="key" value="{{KEY}}"><input type="hidden" name="lang" value="[[lang]]">
{{#SAY_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/SAY_ERROR}}
<label for="say">[[page.follow.say]]</label><textarea id="say" name="text" rows="2" maxlength="500">{{TYPED}}</textarea><button class="wide" type="submit">[[page.follow.say_send]]</button></form>{{/SAY}}</section>
{{#OBJECT}}<section class="block" id="object" tabindex="-1"><h2>[[page.follow.object]]</h2><p>{{WINDOW}}</p><form method="post" action="/c/{{NUMBER}}/object"><input type="hidden" name="token" value="{{TOKEN}}"><input type="hidden" name="key" value="{{KEY}}"><input type="hidden" name="lang" value="[[lang]]">
{{#OBJECT_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/OBJECT_ERROR}}
<label for="why">[[page.follow.object_why]]</label><textarea id="why" name="text" rows="2" maxlength="500">{{TYPED}}</textarea><button class="wide" type="submit">[[page.follow.object_send]]</button></form></section>{{/OBJECT}}
{{#PROOF}}<section class="block"><h2>[[page.follow.proof]]</h2><p>{{TEXT}}</p><p class="hash">{{HEAD}}</p></section>{{/PROOF}}
<section class="block"><p><a href="{{MINE}}">[[page.follow.mine]]</a></p></section>
{{#RING}}<section class="block"><p>[[page.follow.ring]]</p><p><a class="wide" href="tel:{{TEL}}">{{CALL}}</a></p></section>{{/RING}}
[[>_foot.tpl]]

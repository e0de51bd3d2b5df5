[[>_head.tpl]]
</header>
<main id="main">
<section class="block lamp"><h2>{{HEADING}}</h2><p>[[page.similar.lead]]</p></section>
<form method="post" action="/report">[[>_carried.tpl]]<input type="hidden" name="similar_seen" value="1">
{{#ITEM}}<section class="block"><p class="say">{{QUOTED}}</p><p class="small">{{FACTS}}</p>
<p class="state">[[>_sign.tpl]]<b>{{STATE}}</b></p>{{#SEE}}<p><a href="{{HREF}}">[[page.similar.photos]]</a></p>{{/SEE}}
<button class="wide" type="submit" name="join" value="{{NUMBER}}" aria-label="{{JOIN_LABEL}}">[[page.similar.me_too]]</button></section>{{/ITEM}}
<p class="small pad">[[page.similar.note]]</p>
<div class="block"><button class="wide main" type="submit" name="act" value="send">[[page.similar.other]]</button>
<button class="wide quiet" type="submit" name="act" value="back">[[page.similar.back]]</button></div>
</form>
[[>_foot.tpl]]

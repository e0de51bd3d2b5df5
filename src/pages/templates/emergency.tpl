[[>_head.tpl]]
</header>
<main id="main">
<section class="alarm" role="alert"><h2>[[page.emergency.heading]]</h2>
{{#GROUP}}<p class="group">{{NAME}}</p>{{/GROUP}}
{{#DO}}<p class="do">{{TEXT}}</p>{{/DO}}
<div class="dials">{{#DIAL}}<a class="dial" href="tel:{{NUMBER}}"><b>{{NUMBER}}</b><span>{{LABEL}}</span></a>{{/DIAL}}</div></section>
{{#ANYWAY}}<form method="post" action="/report">[[>_carried.tpl]]<input type="hidden" name="emergency_seen" value="1">
<section class="block"><h2>[[page.emergency.after]]</h2><p>[[page.emergency.after_text]]</p>
<button class="wide" type="submit" name="act" value="send">[[page.emergency.send]]</button>
<button class="wide quiet" type="submit" name="act" value="back">[[page.emergency.back]]</button></section></form>{{/ANYWAY}}
{{#PLAIN}}<section class="block"><h2>[[page.emergency.what_then]]</h2><p>[[page.emergency.what_then_text]]</p><p><a class="wide quiet" href="/[[lang?]]">[[page.emergency.report]]</a></p></section>{{/PLAIN}}
[[>_foot.tpl]]

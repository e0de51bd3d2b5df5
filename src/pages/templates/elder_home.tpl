[[>_head.tpl]]
<nav class="links" aria-label="[[page.nav]]"><a href="/[[lang?]]">[[page.elder.ordinary]]</a></nav></header>
<main id="main"><h2 class="ask-h">[[page.elder.hello]]</h2>
<a class="big-choice main" href="/elder/report[[lang?]]"><span><b>[[page.elder.report]]</b><br>[[page.elder.report_note]]</span></a>
<a class="big-choice" href="/c?size=elder[[lang&]]"><span><b>[[page.elder.follow]]</b><br>[[page.elder.follow_note]]</span></a>
{{#TEL}}<a class="big-choice" href="tel:{{NUMBER}}"><span><b>{{CALL}}</b><br>{{HOURS}}</span></a>{{/TEL}}
<p class="gate">[[page.gate.line]] <span class="tels"><a href="tel:119">[[page.gate.119]]</a> <a href="tel:120">[[page.gate.120]]</a> <a href="tel:110">[[page.gate.110]]</a></span></p>
[[>_foot.tpl]]

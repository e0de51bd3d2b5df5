[[>_head.tpl]]
<nav class="links" aria-label="[[page.nav]]"><a href="/[[lang?]]">[[page.elder.ordinary]]</a></nav></header>
<main id="main"><h2 class="ask-h">[[page.elder.hello]]</h2>
<a class="big-choice main" href="/elder/report[[lang?]]"><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.3" aria-hidden="true"><path d="M1.500 4.500h3l1-2h5l1 2h3v9h-13z"/><circle cx="8" cy="8.700" r="2.600"/></svg><span><b>[[page.elder.report]]</b><br>[[page.elder.report_note]]</span></a>
<a class="big-choice" href="/c?size=elder[[lang&]]"><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" aria-hidden="true"><circle cx="7" cy="7" r="4.700"/><path d="M10.600 10.600L14.500 14.500"/></svg><span><b>[[page.elder.follow]]</b><br>[[page.elder.follow_note]]</span></a>
{{#TEL}}<a class="big-choice" href="tel:{{NUMBER}}"><svg class="i" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.3" stroke-linejoin="round" aria-hidden="true"><path d="M3 1.800h2.600l1.200 3.400-1.700 1.100a8 8 0 0 0 4.600 4.600l1.100-1.700 3.400 1.200V13a1.500 1.500 0 0 1-1.600 1.500A12 12 0 0 1 1.500 3.400 1.500 1.500 0 0 1 3 1.800z"/></svg><span><b>[[page.elder.ring]] <span class="number">{{NUMBER}}</span></b><br>{{HOURS}}</span></a>{{/TEL}}
<p class="gate">[[page.gate.line]] <span class="tels"><a href="tel:119">[[page.gate.119]]</a> <a href="tel:120">[[page.gate.120]]</a> <a href="tel:110">[[page.gate.110]]</a></span></p>
[[>_foot.tpl]]

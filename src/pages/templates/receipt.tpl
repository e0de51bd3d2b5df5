[[>_head.tpl]]
</header>
<main id="main">
<section class="block good"><h2 class="big"><svg class="i big-i green" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="7.5" fill="currentColor"/><path class="cut" d="M4.300 8.300l2.600 2.600L11.900 5.400" fill="none" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>[[page.receipt.thanks]]</h2><p>{{NOTED}}</p></section>
{{#URGENT}}<section class="block wrong"><h2>[[page.receipt.urgent]]</h2><p>[[page.receipt.urgent_text]]</p></section>{{/URGENT}}
{{#JOINED}}<section class="block lamp"><h2>[[page.receipt.joined]]</h2><p>{{TEXT}}</p></section>{{/JOINED}}
<section class="block" id="receipt" data-number="{{NUMBER}}" data-key="{{KEY}}" data-link="{{LINK}}" data-noted="{{NOTED}}">
<p class="small">[[page.receipt.number]]</p><p class="code">{{NUMBER}}</p>
<div class="with-qr"><a class="qr-box" href="/c/{{NUMBER}}/receipt.png?key={{KEY}}" title="[[page.receipt.qr_save]]">{{QR:none}}<span class="hide">[[page.receipt.qr_save]]</span></a>
<div><p class="small">[[page.receipt.key]]</p><p class="code">{{KEY}}</p><p class="small">[[page.receipt.keep]]</p></div></div>
<h2>[[page.receipt.next]]</h2><ul class="plain next">{{#NEXT}}<li>[[>_sign.tpl]]<span>{{TEXT}}</span></li>{{/NEXT}}</ul></section>
<div class="two"><a class="wide" id="save" href="/c/{{NUMBER}}/receipt.png?key={{KEY}}" download="{{NUMBER}}.png">[[page.receipt.save]]</a><a class="wide main" href="{{FOLLOW}}">[[page.receipt.follow]]</a></div>
<div id="picture" class="block" hidden></div>
<p class="centre"><a href="/[[lang?]]">[[page.receipt.again]]</a></p>
<script type="application/json" id="words">{{JS_WORDS:none}}</script>
<script src="/public/receipt.js?v={{ASSETS}}" defer></script>
[[>_foot.tpl]]

[[>_head.tpl]]
</header>
<main id="main">
<section class="block"><h2>[[page.mine.held]]</h2>{{#ERASED}}<p><b>{{TEXT}}</b></p>{{/ERASED}}
<dl class="held">{{#HELD}}<dt>{{NAME}}</dt><dd>{{TEXT}}</dd>{{/HELD}}</dl><p class="small">[[page.mine.held_note]]</p></section>
<section class="block"><h2>[[page.mine.looks]]</h2>{{#NOBODY}}<p>[[page.mine.nobody]]</p>{{/NOBODY}}
<ul class="looks">{{#LOOK}}<li><b>{{WHO}}</b> {{WHY}}<br><span class="small">{{AT}}</span></li>{{/LOOK}}</ul><p class="small">[[page.mine.looks_note]]</p></section>
<section class="block"><h2>[[page.mine.ask]]</h2><p>[[page.mine.ask_text]]</p>{{#TEL}}<p><a class="wide" href="tel:{{NUMBER}}">{{CALL}}</a></p>{{/TEL}}</section>
<p><a class="wide" href="{{BACK}}">[[page.mine.back]]</a></p>
[[>_foot.tpl]]

[[>_head.tpl]]
</header>
<main id="main">
<section class="block"><h2>[[page.about.what]]</h2><p>[[page.about.what_text]]</p></section>
<section class="block"><h2>[[page.about.clock]]</h2><p>[[page.about.clock_text]]</p></section>
<section class="block"><h2>[[page.about.person]]</h2><ul><li>[[page.about.person_1]]</li><li>[[page.about.person_2]]</li><li>[[page.about.person_3]]</li><li>[[page.about.person_4]]</li></ul></section>
<section class="block"><h2>[[page.about.proof]]</h2><p>[[page.about.proof_text]]</p></section>
{{#DEMO}}<section class="block wrong"><h2>[[page.about.demo]]</h2><p>[[page.about.demo_text]]</p></section>{{/DEMO}}
{{#TEL}}<section class="block"><h2>[[page.about.ring]]</h2><p><a class="wide" href="tel:{{NUMBER}}">{{CALL}}</a></p></section>{{/TEL}}
<p class="small pad">[[page.about.map]]</p>
[[>_foot.tpl]]

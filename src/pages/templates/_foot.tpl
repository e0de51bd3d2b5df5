</main>
<footer class="foot"><p>{{STREET}}{{#DEMO}} · [[label.demo]]{{/DEMO}}</p>
<p><a href="/c[[lang?]]">[[page.foot.follow]]</a><a href="/about[[lang?]]">[[page.foot.about]]</a><a href="/emergency[[lang?]]">[[page.foot.emergency]]</a><a href="[[page.foot.other_href]]" lang="[[page.foot.other_lang]]" hreflang="[[page.foot.other_lang]]">[[page.foot.other]]</a></p></footer>
{{#DEMO}}<svg class="demo" viewBox="0 0 360 150" aria-hidden="true" focusable="false"><text x="180" y="84" text-anchor="middle" transform="rotate(-18 180 75)">[[label.demo]]</text></svg>{{/DEMO}}
</body></html>

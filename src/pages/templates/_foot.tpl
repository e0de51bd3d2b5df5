</main>
<footer class="foot"><p>{{STREET}}{{#DEMO}} · [[label.demo]]{{/DEMO}}</p>
<p><a href="/c[[lang?]]">[[page.foot.follow]]</a><a href="/about[[lang?]]">[[page.foot.about]]</a><a href="/emergency[[lang?]]">[[page.foot.emergency]]</a><a href="[[page.foot.other_href]]" lang="[[page.foot.other_lang]]" hreflang="[[page.foot.other_lang]]">[[page.foot.other]]</a></p></footer>
{{#DEMO}}<p class="demo" aria-hidden="true">[[label.demo]]</p>{{/DEMO}}
</body></html>

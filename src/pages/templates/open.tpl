[[>_head.tpl]]
</header>
<main id="main">
<section class="block lamp"><h2 class="big">{{MATTER}}</h2><p class="state">[[>_sign.tpl]]<b>{{STATE}}</b></p>
{{#AT_PLACE}}<p class="small">{{TEXT}}</p>{{/AT_PLACE}}<p class="small">{{NUMBER}}</p></section>
<section class="block"><h2>[[page.open.photos]]</h2><div class="photos">{{#PHOTO}}<figure><a href="{{URL}}"><img src="{{THUMB}}" alt="{{ALT}}" loading="lazy"></a><figcaption>{{ALT}}</figcaption></figure>{{/PHOTO}}</div>
<p class="small">[[page.open.note]]</p></section>
[[>_foot.tpl]]

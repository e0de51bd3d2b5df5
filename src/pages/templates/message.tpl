[[>_head.tpl]]
</header>
<main id="main">
<section class="block {{CLASS}}"><h2 class="big">{{HEADING}}</h2>{{#LINE}}<p>{{TEXT}}</p>{{/LINE}}
{{#WAY_OUT}}<p><a class="wide" href="{{HREF}}">{{TEXT}}</a></p>{{/WAY_OUT}}
{{#CODE}}<p class="small">[[page.message.code]] <code>{{TEXT}}</code></p>{{/CODE}}</section>
[[>_foot.tpl]]

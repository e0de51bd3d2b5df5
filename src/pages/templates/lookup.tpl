[[>_head.tpl]]
</header>
<main id="main">
[[>_errors.tpl]]
<form class="block" method="post" action="/c" novalidate><input type="hidden" name="lang" value="[[lang]]"><h2>[[page.lookup.heading]]</h2><p>[[page.lookup.lead]]</p>
{{#NUMBER_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/NUMBER_ERROR}}<label for="number">[[page.receipt.number]]</label><input id="number" name="number" type="text" maxlength="40" autocapitalize="characters" autocomplete="off" spellcheck="false" value="{{NUMBER}}">
{{#KEY_ERROR}}<p class="error">[[>_diamond.tpl]]{{TEXT}}</p>{{/KEY_ERROR}}<label for="key">[[page.receipt.key]]</label><input id="key" name="key" type="text" maxlength="40" autocapitalize="characters" autocomplete="off" spellcheck="false">
<button class="wide main" type="submit">[[page.lookup.open]]</button></form>
[[>_foot.tpl]]

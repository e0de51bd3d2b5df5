<!doctype html>
<html lang="[[lang]]" class="{{SIZE}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="format-detection" content="telephone=no">
<meta name="color-scheme" content="light dark">
<title>{{TITLE}}[[page.title_tail]]</title>
<link rel="icon" href="/public/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/public/public.css?v={{ASSETS}}">
</head>
<body>
<a class="skip" href="#main">[[page.skip]]</a>
<header class="top"><a class="brand" href="/[[lang?]]"><img class="mark" src="/public/mark.svg" width="28" height="28" alt="[[page.home]]"></a>
<h1>{{TITLE}}</h1>

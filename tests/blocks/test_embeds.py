"""What pages show of other sites: address, provider, kind, and the text of posts."""

from __future__ import annotations

import time

import pytest

from lugas.blocks.cut import cut_tree
from lugas.blocks.embeds import (
    LONGEST_POST,
    TELLING,
    embed_of,
    is_slight_frame,
    may_show,
    posts,
    provider_of,
    providers,
)
from lugas.blocks.words import LISTS
from lugas.model import Embed, Kind
from lugas.page.tree import Element, parse_html

BASE = "https://site.example/news/story"


def only(markup: str) -> Element:
    """Give the first element of a page's body."""
    body = parse_html(markup).find("body")
    assert body is not None
    return next(node for node in body.children if isinstance(node, Element))


def shown(markup: str) -> list[Embed]:
    """Cut markup, and give its embeds."""
    rows = cut_tree(parse_html(f"<body>{markup}"), BASE).rows
    return [row.embed for row in rows if row.embed is not None]


def texts(markup: str) -> list[str]:
    """Cut markup, and give its texts."""
    return [row.text for row in cut_tree(parse_html(f"<body>{markup}"), BASE).rows if row.text]


@pytest.mark.parametrize(
    ("markup", "provider", "kind"),
    [
        ("<iframe src=https://www.youtube-nocookie.com/embed/x></iframe>", "YouTube", "video"),
        ("<iframe data-src=//player.vimeo.com/video/1></iframe>", "Vimeo", "video"),
        ("<iframe src=about:blank data-src=https://open.spotify.com/embed/1></iframe>", "Spotify", "audio"),
        ("<iframe src=https://www.google.com/maps/embed?pb=1></iframe>", "Google Maps", "map"),
        ("<iframe src=https://flo.uri.sh/visualisation/1/embed></iframe>", "Flourish", "chart"),
        ("<iframe src=https://embed.documentcloud.org/documents/1></iframe>", "DocumentCloud", "document"),
        ("<iframe src=https://www.facebook.com/plugins/video.php?href=x></iframe>", "Facebook", "video"),
        ("<iframe src=https://www.facebook.com/plugins/post.php?href=x></iframe>", "Facebook", "post"),
        ("<object data=/paper.pdf></object>", "", "document"),
        ("<embed type=application/pdf src=/paper></embed>", "", "document"),
        ("<video src=/a.webm></video>", "", "video"),
        ("<video><source src=/a.bin type=video/mp4></video>", "", "video"),
        ("<audio src=/a></audio>", "", "audio"),
        ("<amp-youtube data-videoid=abc123></amp-youtube>", "YouTube", "video"),
        ("<lite-youtube videoid=abc123 playlabel='A boat'></lite-youtube>", "YouTube", "video"),
        ("<amp-twitter data-tweetid=17></amp-twitter>", "X", "post"),
        ("<div class=video-js data-account=12 data-video-id=34></div>", "Brightcove", "video"),
        ("<div class='flourish-embed' data-src=visualisation/7></div>", "Flourish", "chart"),
        ("<script src=https://datawrapper.dwcdn.net/abc/embed.js></script>", "Datawrapper", "chart"),
        (
            "<script src=https://telegram.org/js/telegram-widget.js?22 data-telegram-post=boats/7></script>",
            "Telegram",
            "post",
        ),
        ("<script src=https://gist.github.com/ann/1.js></script>", "GitHub", "document"),
    ],
)
def test_embeds(markup: str, provider: str, kind: str) -> None:
    """An embed is found wherever its address is kept, and says who serves it and of what kind it is."""
    (embed,) = shown(markup)
    assert (embed.provider, embed.kind) == (provider, kind)
    assert embed.url.startswith("https://")


@pytest.mark.parametrize(
    "markup",
    [
        "<iframe></iframe>",
        "<iframe src=about:blank></iframe>",
        "<iframe srcdoc='<p>Buy</p>'></iframe>",
        "<video></video>",
        "<script src=https://platform.twitter.com/widgets.js></script>",
        "<script src=https://www.youtube.com/iframe_api></script>",
        "<div class=video-js data-video-id='../../x'></div>",
        "<div class=video-js data-video-id=12></div>",
        "<div class=player data-youtube-id='a b'></div>",
        "<script data-telegram-post='x\"><b>' src=https://telegram.org/js/telegram-widget.js></script>",
    ],
)
def test_no_embed(markup: str) -> None:
    """What names no address, or one that does not hold together, is no embed; nothing of a script is run."""
    assert shown(markup) == []


def test_titles() -> None:
    """An embed keeps the title of its frame in one line."""
    (embed,) = shown("<iframe src=https://youtu.be/x title=' A\n boat '></iframe>")
    assert embed.title == "A boat"


TWEET = (
    "<blockquote class='twitter-tweet'><p lang=en>Back at <a href=https://t.co/x>sea</a>.</p>&mdash; Ann (@ann) "
    "<a href='https://twitter.com/ann/status/17?ref_src=x'>May 1, 2024</a></blockquote>"
)


@pytest.mark.parametrize(
    ("markup", "url", "provider", "text"),
    [
        (TWEET, "https://twitter.com/ann/status/17", "X", "Back at sea.\n— Ann (@ann) May 1, 2024"),
        (
            (
                "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/x/?utm_source=ig'>"
                "<div><p>A boat</p></div></blockquote>"
            ),
            "https://www.instagram.com/p/x/",
            "Instagram",
            "A boat",
        ),
        (
            "<blockquote class=tiktok-embed cite=https://www.tiktok.com/@a/video/1><section>Boats</section></blockquote>",
            "https://www.tiktok.com/@a/video/1",
            "TikTok",
            "Boats",
        ),
        (
            (
                "<blockquote class=bluesky-embed data-bluesky-uri=at://did/1><p>Hello</p><a "
                "href=https://bsky.app/profile/did/post/1>May</a></blockquote>"
            ),
            "https://bsky.app/profile/did/post/1",
            "Bluesky",
            "Hello\nMay",
        ),
        (
            "<div class=fb-post data-href=https://www.facebook.com/story.php?story_fbid=1><blockquote>Hi</blockquote></div>",
            "https://www.facebook.com/story.php?story_fbid=1",
            "Facebook",
            "Hi",
        ),
    ],
)
def test_posts(markup: str, url: str, provider: str, text: str) -> None:
    """A post of another site is one embed with its text and its own address, and no prose of the page."""
    (embed,) = shown(markup)
    assert (embed.url, embed.provider, embed.kind, embed.text) == (url, provider, "post", text)
    assert texts(markup) == []


def test_no_posts() -> None:
    """A post without an address is text as any other; so is what an unclosed post holds of the article."""
    assert texts("<blockquote class=twitter-tweet><p>Back at sea.</blockquote>") == ["Back at sea."]
    long = "A boat came by. " * (LONGEST_POST // 10)
    assert shown(TWEET.replace("Back at", long)) == []
    assert "".join(texts(TWEET.replace("Back at", long))).startswith("A boat came by.")


def test_text_of_players() -> None:
    """What stands in an element that a script makes a player of is still read."""
    markup = "<div class=video-js data-account=1 data-video-id=2><p>Watch the boats</div>"
    assert texts(markup) == ["Watch the boats"]
    assert len(shown(markup)) == 1


def test_scripts_do_not_part_lines() -> None:
    """A chart's script within a paragraph stands after it, and does not cut it."""
    rows = cut_tree(
        parse_html("<p>One <script src=https://datawrapper.dwcdn.net/a/embed.js></script>two</p>"), BASE
    ).rows
    assert [(row.kind, row.text) for row in rows] == [(Kind.PARAGRAPH, "One two"), (Kind.EMBED, "")]


@pytest.mark.parametrize(
    ("markup", "slight"),
    [
        ("<iframe src=https://www.googletagmanager.com/ns.html?id=1></iframe>", True),
        ("<iframe src=https://x.example/a width=0 height=0></iframe>", True),
        ("<iframe src=https://www.facebook.com/plugins/like.php></iframe>", True),
        ("<iframe src=https://youtu.be/x width=560></iframe>", False),
    ],
)
def test_slight_frames(markup: str, slight: bool) -> None:
    """Frames that count, advertise or hold buttons are told apart."""
    element = only(markup)
    embed = embed_of(element, BASE)
    assert embed is not None
    assert is_slight_frame(element, embed.url) is slight


def test_providers() -> None:
    """A host counts with all below it, and no other that merely ends alike; a path goes before the host alone."""
    assert provider_of("https://m.facebook.com/x").name == "Facebook"
    assert provider_of("https://notfacebook.com/x").name == ""
    assert provider_of("https://vk.com/video_ext.php").kind == "video"
    assert provider_of("https://vk.com/wall1").kind == "post"


@pytest.mark.parametrize(
    "name", ["providers", "players", "posts", "not_embeds", "credit_labels", "fact_boxes"]
)
def test_lists_are_sorted(name: str) -> None:
    """The lists are sorted, and say everything once."""
    lines = [line for line in (LISTS / f"{name}.txt").read_text("utf-8").splitlines() if line[:1] != "#"]
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", [*TELLING, *posts()])
def test_classes_that_may_show(name: str) -> None:
    """Every class of a post, and every part of a class that tells of a player, is looked into, among others too."""
    assert may_show(name)
    assert may_show(f"wide {name.upper()} tall")


@pytest.mark.parametrize(
    "names", ["", "wide tall", "blog-post", "social-media x-card", "vk-posts", "a-vk-post"]
)
def test_classes_that_show_nothing(names: str) -> None:
    """Classes that have but a part in common with those of posts are not looked into."""
    assert not may_show(names)


def test_kinds_of_providers() -> None:
    """Every provider of the list is of a known kind."""
    kinds = {"", "video", "audio", "post", "map", "document", "chart"}
    assert {provider.kind for found in providers().values() for provider in found} <= kinds


def test_many_false_posts() -> None:
    """Posts within posts, none of which ends, cost no more than the length of the page."""
    start = time.process_time()
    shown("<blockquote class=twitter-tweet><p>x" * 20_000)
    assert time.process_time() - start < 4

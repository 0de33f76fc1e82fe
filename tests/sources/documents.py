"""Feeds and sitemaps as real software writes them, of papers that do not exist."""

from __future__ import annotations

__all__ = ["ATOM", "JSON_FEED", "NEWS_SITEMAP", "OLD_ATOM", "RDF", "RSS", "RSS_091", "rss"]

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="/rss.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel>
<title>Warta Lembayung</title>
<atom:link href="https://warta.example/feed/" rel="self" type="application/rss+xml" />
<atom:link rel="hub" href="https://hub.example/"/>
<link>https://warta.example/</link>
<description>Kabar dari tepi kali</description>
<lastBuildDate>Mon, 02 Mar 2026 05:30:00 +0700</lastBuildDate>
<language>id-ID</language>
<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency> 2 </sy:updateFrequency>
<image><url>https://warta.example/logo.png</url><title>Logo</title><link>https://warta.example/logo</link></image>
<item>
 <title>Jembatan Kali Lumbu Ditutup &amp; Dijaga</title>
 <link>https://warta.example/daerah/2026/03/jembatan-kali-lumbu-ditutup?utm_source=rss</link>
 <comments>https://warta.example/daerah/2026/03/jembatan-kali-lumbu-ditutup#respond</comments>
 <dc:creator><![CDATA[Ratna Wulan]]></dc:creator>
 <pubDate>Mon, 02 Mar 2026 05:10:00 +0700</pubDate>
 <category><![CDATA[Daerah]]></category><category><![CDATA[Jembatan]]></category>
 <guid isPermaLink="false">https://warta.example/?p=10045</guid>
 <description><![CDATA[<p>Retak pada pilar kedua.</p>
<p>Warga <b>menyeberang</b> dengan perahu.</p>]]></description>
 <content:encoded><![CDATA[<p><img src="/gambar/jembatan.jpg" width="800">
Retak pada pilar kedua &hellip;</p>]]></content:encoded>
</item>
<item>
 <title><![CDATA[Harga cabai <em>turun</em> separuh &#8211; kata pedagang]]></title>
 <link>/ekonomi/2026/03/harga-cabai-turun</link>
 <author>redaksi@warta.example (Damar Wicaksono)</author>
 <pubDate>Sen, 02 Mar 2026 04:00:00 WIB</pubDate>
 <guid>https://warta.example/ekonomi/2026/03/harga-cabai-turun</guid>
 <media:content url="https://warta.example/i/kecil.jpg" medium="image" width="100"/>
 <media:content url="https://warta.example/i/besar.jpg" medium="image" width="1200">
<media:title>Pasar</media:title></media:content>
 <description>&lt;p&gt;Di pasar induk.&lt;/p&gt;</description>
</item>
</channel></rss>
"""

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
"http://my.netscape.com/publish/formats/rss-0.91.dtd"> <rss version="0.91"><channel><title>The Saltmere
Courier</title><link>http://courier.example/</link> <description>Since 1871</description><language>en-gb</language>
<item><title>Ferry late again</title><link>http://courier.example/ferry-late.html</link></item> </channel></rss>
"""

RDF = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xml:lang="ar">
<channel rdf:about="https://marfa.example/rss.rdf"><title>مرفأ</title><link>https://marfa.example/</link>
<description>صحيفة</description><dc:language>ar</dc:language>
<items><rdf:Seq><rdf:li rdf:resource="https://marfa.example/port/article/1"/></rdf:Seq></items></channel>
<item rdf:about="https://marfa.example/port/article/1"><title>سفينة الحاويات تفقد الطاقة</title>
<link>https://marfa.example/port/article/1</link><dc:date>2026-03-02T09:00:00+03:00</dc:date>
<dc:creator>ليلى حداد</dc:creator><dc:subject>الميناء</dc:subject><description>فقدت السفينة الطاقة.</description></item>
</rdf:RDF>
"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://tagblatt.example/">
<title type="html">Rennauer &amp;amp; Tagblatt</title><subtitle>Seit 1848</subtitle>
<link rel="self" href="https://tagblatt.example/feed.atom"/><link href="/"/><link rel="next" href="/feed.atom?page=2"/>
<id>tag:tagblatt.example,2026:feed</id><updated>2026-03-02T08:00:00Z</updated>
<author><name>Redaktion</name></author>
<entry xml:base="/wirtschaft/">
 <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Der <em>Hopfen</em> wartet nicht</div></title>
 <link rel="replies" href="hopfen#comments"/><link rel="alternate" type="text/html" href="hopfen-wartet-40007.html"/>
 <link rel="enclosure" type="image/jpeg" href="/bilder/hopfen.jpg"/>
 <id>tag:tagblatt.example,2026:40007</id>
 <published>2026-03-02T07:00:00+01:00</published><updated>2026-03-02T08:00:00+01:00</updated>
 <author><name>Anna Falk</name><email>a@tagblatt.example</email></author><author><name>Jens Ohm</name></author>
 <category term="wirtschaft" label="Wirtschaft"/>
 <summary>Die Erben schon.</summary>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Der Hopfen <b>wartet</b> nicht.</p></div></content>
</entry></feed>
"""

OLD_ATOM = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Alt</title>
<link rel="alternate" type="text/html" href="http://alt.example/"/><modified>2004-06-01T10:00:00Z</modified>
<entry><title>Ein Eintrag</title><link rel="alternate" type="text/html" href="http://alt.example/eintrag"/>
<id>tag:alt.example,2004:1</id><issued>2004-06-01T09:00:00Z</issued><modified>2004-06-01T10:00:00Z</modified>
<summary>Kurz.</summary></entry></feed>
"""

JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "江湾日报",
"home_page_url": "https://jiangwan.example/",
"feed_url": "https://jiangwan.example/feed.json", "language": "zh-CN",
"hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
"items": [{"id": 30005, "url": "/n1/2026/0303/c1005-30005.html", "title": "一座百年醋坊和它的三道门",
"summary": "门后是醋。",
"content_html": "<p>门后是醋。</p>", "date_published": "2026-03-03T08:00:00+08:00",
"date_modified": "2026-03-03T09:00:00+08:00",
"authors": [{"name": "周敏"}], "tags": ["文化", "老字号"], "image": "/i/door.jpg"},
{"id": "https://jiangwan.example/n1/2026/0302/c1001-30001.html", "content_text": "今起试运行"}, 7, null]}
"""

NEWS_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"> <url><loc>
https://warta.example/daerah/2026/03/jembatan?id=7&amp;x=1 </loc><lastmod>2026-03-02T06:00:00+07:00</lastmod>
<news:news><news:publication><news:name>Warta</news:name><news:language>id</news:language></news:publication>
<news:publication_date>2026-03-02T05:10:00+07:00</news:publication_date><news:title>Jembatan Ditutup</news:title>
<news:keywords>jembatan, Lumbu</news:keywords></news:news>
<image:image><image:loc>https://warta.example/gambar/jembatan.jpg</image:loc></image:image></url>
<url><loc>https://warta.example/ekonomi/2026/03/cabai</loc><news:news><news:publication_date>2026-03-01</news:publication_date>
<news:title>Harga Cabai</news:title></news:news></url></urlset>
"""


def rss(*items: str, head: str = "", before: str = "", after: str = "") -> str:
    """Write an RSS document of items."""
    inner = "".join(f"<item>{item}</item>" for item in items)
    return f'{before}<rss version="2.0"><channel><title>Paper</title>{head}{inner}</channel></rss>{after}'

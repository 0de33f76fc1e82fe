"""The closed lists of words that the records and errors use: kinds, roles, verdicts, access, precision, sources."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Access", "FetchTrouble", "Kind", "Precision", "Role", "Source", "VerdictKind"]


class Kind(StrEnum):
    """What a block is made of."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    IMAGE = "image"
    EMBED = "embed"


class Role(StrEnum):
    """What a block is for on its page."""

    TITLE = "title"
    DEK = "dek"  # the standfirst: a line or two under the title that sums the article up
    KICKER = "kicker"  # the short line over the title
    BYLINE = "byline"
    TIME = "time"  # when it was published or changed, reading time
    BODY = "body"
    CAPTION = "caption"
    CREDIT = "credit"  # whose picture, or which agency's text
    CORRECTION = "correction"  # a correction or an update note
    FACT_BOX = "fact_box"
    AUTHOR_BOX = "author_box"  # who the author is
    SECTION = "section"  # the breadcrumb
    TAGS = "tags"
    PERMALINK = "permalink"  # the page's own address
    RELATED = "related_link"  # other articles: rails, "read also" lines, their headings and labels
    SUBSCRIPTION = "subscription_prompt"
    NEWSLETTER = "newsletter_prompt"
    AD = "ad"  # an advertisement, its label or its control
    SHARE = "share_box"
    COPY = "copy_control"
    CONTROL = "control"  # any other button: print, text size, listen, close
    COMMENTS = "comments"
    NAVIGATION = "navigation"
    FOOTER = "footer"  # copyright, imprint, legal links
    CONSENT = "consent"  # cookies and privacy
    OTHER = "other"  # set aside, and nothing more is known


class VerdictKind(StrEnum):
    """What a page turned out to be."""

    ARTICLE = "article"
    PARTIAL = "partial"  # an article that breaks off
    LIVE_BLOG = "live_blog"
    GALLERY = "gallery"
    INDEX = "index_page"
    MEDIA = "media_page"  # a video or audio page
    FORUM = "forum"
    PRODUCT = "product_page"
    PAYWALL = "paywall"
    CONSENT_WALL = "consent_wall"
    BOT_BLOCK = "bot_block"
    ERROR_PAGE = "error_page"
    NEEDS_JAVASCRIPT = "needs_javascript"
    NOT_ARTICLE = "not_an_article"
    NOT_TEXT = "not_text"
    EMPTY = "empty"


class Access(StrEnum):
    """Who may read the article at its source."""

    FREE = "free"
    METERED = "metered"
    PAID = "paid"
    UNKNOWN = "unknown"


class Precision(StrEnum):
    """How exactly a moment is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"  # of "3 hours ago": the minutes of its `iso` are zero
    MINUTE = "minute"
    SECOND = "second"


class Source(StrEnum):
    """Where on the page a value was read."""

    JSON_LD = "json-ld"
    META = "meta"
    OPEN_GRAPH = "open-graph"
    MICRODATA = "microdata"
    LINK = "link"  # a <link> element
    HEADING = "heading"
    BYLINE = "byline"
    TIME_ELEMENT = "time-element"
    TEXT = "text"  # the page's visible text
    BREADCRUMB = "breadcrumb"
    URL = "url"
    MARKUP = "markup"  # an attribute or element of the page
    GIVEN = "given"  # told by the caller


class FetchTrouble(StrEnum):
    """Why an address gave nothing, in one word."""

    NONE = ""
    ADDRESS = "address"  # not an http or https address
    PRIVATE = "private"  # of this machine or of a private network
    UNKNOWN_HOST = "unknown_host"
    UNREACHABLE = "unreachable"
    CERTIFICATE = "certificate"
    SLOW = "slow"
    LARGE = "large"
    NOT_HTTP = "not_http"
    BROKEN_OFF = "broken_off"
    PACKING = "packing"  # a compression that was not asked for, or cannot be undone
    REDIRECTS = "redirects"  # too many
    BUSY = "busy"  # a redirect led to a host that is to be left alone for now
    ROBOTS = "robots"  # a redirect led where robots.txt lets no program go
    STATUS = "status"  # answered, but without a page
    STOPPED = "stopped"  # by whoever asked
    OTHER = "other"

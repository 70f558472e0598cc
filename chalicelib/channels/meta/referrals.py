"""The ad, link or product by which somebody came to write.

Meta's documentation: "messaging_referrals Webhook Event Reference", "Click to Messenger ads", and "Ads that
click to WhatsApp" for the names that WhatsApp has for the same.
"""

from __future__ import annotations

from chalicelib.channels.meta.loose_json import first, inside, link, words
from chalicelib.domain.platform_entries import Part

TITLES = ("headline", "ad_title", "title", "product_title")
LINKS = ("source_url", "referer_uri", "url", "link")
PICTURES = ("video_url", "photo_url", "image_url", "thumbnail_url")


def referral_part(referral: object) -> Part | None:
    """From `referral` of any of the three platforms; `None` if it says nothing."""
    ad = inside(referral, "ads_context_data")
    product = words(inside(referral, "product", "id"))
    title = words(first(referral, *TITLES)) or words(first(ad, *TITLES))
    text = words(first(referral, "body")) or _which(referral, title, product)
    urls = (first(referral, *LINKS), first(ad, *PICTURES), first(referral, *PICTURES))
    url = next((one for one in map(link, urls) if one), "")
    payload = words(first(referral, "ref", "ad_id", "source_id", "ctwa_clid")) or product
    if not (title or text or url or payload):
        return None
    return Part("referral", title=title, text=text, url=url, payload=payload)


def _which(referral: object, title: str, product: str) -> str:
    """ "SHORTLINK: winter-flyer": what a title does not say is told by the names that the business gave."""
    source = _source(referral) or (product and "PRODUCT")
    named = ("" if title else words(first(referral, "ref", "ad_id")), product)
    return ": ".join(one for one in (source, ", ".join(one for one in named if one)) if one)


def _source(referral: object) -> str:
    """ADS, SHORTLINK, CUSTOMER_CHAT_PLUGIN, DISCOVER_TAB; `type` is OPEN_THREAD whatever it was."""
    return words(first(referral, "source", "source_type", "type"))

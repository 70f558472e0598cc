"""The enhanced status (RFC 3463) that words of mail systems amount to, and what a status means. Data only."""

from chalicelib.channels.email.phrase_lists import any_line

# The enhanced status (RFC 3463) that words amount to.
STATUS_BY_WORDS = (
    (
        any_line(
            r"""
            user unknown
            unknown user
            user is unknown
            no such (?:user|mailbox|recipient|address|person|account)
            do(?:es not|esn't) (?:exist|have an? .{0,20}account)
            no mailbox
            (?:user|mailbox|recipient|account|address) (?:is )?not found
            (?:unknown|invalid|bad) (?:recipient|address|user|mailbox)
            address rejected
            not listed in
            not a valid
            """
        ),
        "5.1.1",
    ),
    (
        any_line(
            r"""
            host (?:unknown|not found)
            domain (?:name )?not found
            unrout(?:e)?able
            couldn't find any host
            no mx
            name service error
            unknown (?:host|domain)
            domain .{0,60}does not exist
            """
        ),
        "5.1.2",
    ),
    (any_line(r"over ?quota|quota exceeded|mailbox (?:is )?full|storage|exceed.{0,30}quota"), "5.2.2"),
    (any_line(r"too large|exceeds? (?:the )?(?:maximum )?size|message size"), "5.3.4"),
    (any_line(r"disabled|inactive|suspended|deactivated"), "5.2.1"),
    (
        any_line(r"timed? ?out|retry time|connection refused|not responding|unreachable|too long|expired"),
        "5.4.7",
    ),
    (any_line(r"loop|too many hops"), "5.4.6"),
    (any_line(r"spam|blocked|blacklist|blocklist|policy|virus|content|denied|rejected"), "5.7.1"),
)
CLASS_BY_STATUS = (
    ("5.1.2", "host unknown"),
    ("5.1", "unknown address"),
    ("5.2.1", "mailbox disabled"),
    ("5.2.2", "mailbox full"),
    ("4.2.2", "mailbox full"),
    ("5.2.3", "too large"),
    ("5.3.4", "too large"),
    ("5.4.6", "loop"),
    ("5.4", "host unreachable"),
    ("4.4", "host unreachable"),
    ("5.7", "rejected"),
    ("4.7", "rejected"),
    ("5.6", "rejected"),
    ("4.", "temporary"),
)

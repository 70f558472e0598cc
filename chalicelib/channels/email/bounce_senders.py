"""Names and addresses that mail systems use for themselves. Data only."""

from chalicelib.channels.email.phrase_lists import any_line

DAEMON_ADDRESS = any_line(
    r"""
    mailer[-_.]?daemon
    mail-?daemon
    mailerdaemon
    post[-_.]?master
    postmast
    mdaemon
    maildaemon
    mail[-_.]?delivery(?:[-_.]?\w+)?
    mail[-_.]?system
    microsoftexchange[0-9a-f]+
    symantec\w*
    internet[-_.]?mail\w*
    mmdf
    daemon
    uucp
    mailsweeper
    mail[-_.]?admin
    """,
    around=r"\A{}(?:[-+_.=].*)?(?:@|\Z)",
)
DAEMON_NAME = any_line(
    r"""
    mail(?:er)?[ -]?(?:delivery|daemon|system)
    delivery (?:subsystem|system|service)
    system administrator
    mail administrator
    mail subsystem
    \Amicrosoft (?:outlook|exchange)\Z
    \A(?:electronic )?postmaster\b
    (?:mail|e-?mail) (?:filter|firewall|security)
    spam firewall
    mail router
    systemadministrator
    系统退信
    邮件系统
    郵件系統
    """
)

# Names and addresses that no person writes as; of the others (postmaster, symantec) some do.
MACHINE_ONLY = any_line(
    r"""
    (?:mail|deliver|mailer|maild|m)[-_. ]?daemon
    mail[-_. ]?(?:delivery|system|subsystem)
    delivery (?:sub)?system
    microsoftexchange
    microsoft (?:outlook|exchange)
    system ?administrator
    mail router
    mmdf
    uucp
    firewall
    系统退信
    """
)

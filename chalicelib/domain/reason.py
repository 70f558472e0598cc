"""Why exactly something was refused: a word that programs go by, and that the inbox says in any language.

An error's code says what kind of refusal it is, its reason which one. The English sentence beside it says the
same; the words for people stand in `web/inbox/src/locales/*/reasons.ts`, and a test compares.
"""

from __future__ import annotations

from typing import Literal

# What a field holds, whichever field it is.
OfFields = Literal[
    "required",
    "too_long",
    "too_short",
    "too_many",
    "too_few",
    "too_high",
    "too_low",
    "name_required",
    "not_an_email_address",
    "not_a_web_address",
    "address_has_port",
    "address_is_private",
    "not_a_color",
    "not_a_site",
    "site_wildcard",
    "no_such_port",
]
# Files on their way up, and what is too much to be stored.
OfFiles = Literal["too_large", "file_too_large", "files_too_large", "not_a_picture", "upload_gone"]
# Answering, merging, mail in quarantine.
OfConversations = Literal[
    "nothing_written",
    "nothing_to_send",
    "recipient_required",
    "window_closed",
    "window_closed_template",
    "window_people_only",
    "channel_paused",
    "no_outbound_address",
    "conversation_merged",
    "too_many_files",
    "file_not_taken",
    "too_many_quick_replies",
    "quick_reply_length",
    "quick_reply_twice",
    "template_gone",
    "template_variables",
    "template_value_lines",
    "fate_known",
    "visitor_blocked",
    "merge_itself",
    "merge_already",
    "merge_inboxes",
    "merge_spam",
    "merge_too_many",
    "merge_too_deep",
    "virus_locked",
    "nobody_has_address",
]
# Inboxes, channels, forms and what is told to other servers.
OfSettings = Literal[
    "already_there",
    "changed_meanwhile",
    "no_such_inbox",
    "inbox_without_email",
    "channel_gone",
    "no_team_address",
    "address_comes_here",
    "address_used",
    "domain_not_taken",
    "account_connected",
    "platform_away",
    "platform_token_refused",
    "platform_token_ended",
    "platform_token_elsewhere",
    "platform_token_lacks_rights",
    "platform_app_secret",
    "outbound_address_required",
    "form_asks_nothing",
    "too_many_fields",
    "not_a_key",
    "key_used",
    "label_required",
    "length_out_of_range",
    "not_a_file_kind",
    "options_required",
    "options_alike",
    "too_many_options",
    "language_required",
    "no_such_time_zone",
    "too_many_spans",
    "not_a_time",
    "span_empty",
    "spans_overlap",
    "event_required",
    "too_many_webhooks",
    "not_an_event",
    "replay_time_required",
    "time_backwards",
    "too_many_events",
]
# Chatflows.
OfChatflows = Literal[
    "chatflow_deleted",
    "too_many_chatflows",
    "publication_gone",
    "too_many_lines",
    "consent_text_required",
    "nobody_would_see",
    "group_empty",
    "unknown_variable",
    "parameter_name_required",
    "comparison_required",
]
# Colleagues, signing in, API tokens.
OfPeople = Literal[
    "no_such_agent",
    "already_joined",
    "link_ended",
    "wrong_password",
    "wrong_code",
    "password_not_taken",
    "password_space",
    "password_control",
    "second_factor_on",
    "second_factor_late",
    "own_second_factor",
    "permission_required",
    "not_within_inboxes",
    "too_many_tokens",
]
Word = Literal[OfFields, OfFiles, OfConversations, OfSettings, OfChatflows, OfPeople]


class Reason:
    """A `word`, and the figures and names that its sentence has in it: `Reason("too_long", limit=100)`."""

    __slots__ = ("values", "word")

    def __init__(self, word: Word, **values: int | str) -> None:
        self.word = word
        self.values = values

    def __repr__(self) -> str:
        return f"Reason({self.word}, {self.values})"

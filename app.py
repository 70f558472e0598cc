"""Everything that can wake the product: its routes, and one line per queue, stream, schedule and socket.

What happens then stands in `chalicelib/handlers/`. Lambda finds a function as `app.<name>`, its name here.
"""

from __future__ import annotations

from chalice import Chalice

from chalicelib.handlers import (
    about,
    account,
    avatars,
    channels,
    chat,
    chat_channels,
    chat_identity,
    chatflow_orders,
    chatflows,
    conversations,
    custom_channels,
    email_settings,
    event_webhooks,
    files,
    forms,
    mail,
    meta_webhooks,
    openapi,
    orders,
    problems,
    quarantine,
    second_factor,
    team,
    tokens,
    visitors,
    widget,
)
from chalicelib.handlers.first_event import at_first_event

app = Chalice("bandeja", configure_logs=False)
app.experimental_feature_flags.add("WEBSOCKETS")
app.api.binary_types.append("multipart/form-data")  # forms with files come byte for byte
app.register_middleware(problems.everywhere, "http")
app.register_blueprint(account.public)  # POST /session, POST /password-reset
app.register_blueprint(account.routes)  # DELETE /session, /me, /me/password, /socket-ticket
app.register_blueprint(chat.routes)  # /chat: what a visitor's page asks
app.register_blueprint(widget.public)  # /chat/widget.js: the launcher
app.register_blueprint(avatars.public)  # /chat/avatars: pictures of agents, for everybody
app.register_blueprint(avatars.routes)  # /me/avatar
app.register_blueprint(second_factor.routes)  # /me/second-factor, /agents/{id}/second-factor/off
app.register_blueprint(team.routes)  # /agents, /inboxes
app.register_blueprint(tokens.routes)  # /tokens: API tokens for programs
app.register_blueprint(email_settings.routes)  # /inboxes/{id}/email: addresses, forwarding, answers
app.register_blueprint(channels.routes)  # POST /channels, /channels/{id}/platform: connecting
app.register_blueprint(chat_channels.routes)  # /channels/{id}/chat: a website's chat
app.register_blueprint(chat_identity.routes)  # /channels/{id}/chat/identity: the key of the customer's server
app.register_blueprint(chatflows.routes)  # /chatflows: what greets whom
app.register_blueprint(chatflow_orders.routes)  # /chatflows/{id}: publish, off, clone, move, restore
app.register_blueprint(custom_channels.routes)  # /channels/{id}/custom: any other platform
app.register_blueprint(custom_channels.public)  # /webhooks/custom: what is told of it
app.register_blueprint(forms.routes)  # /channels/{id}/form: what a form asks
app.register_blueprint(forms.public)  # /forms: the page of a form, and what is sent of it
app.register_blueprint(conversations.routes)  # /conversations: lists, threads; /contacts
app.register_blueprint(visitors.routes)  # /visitors: who is on a website; blocking
app.register_blueprint(mail.routes)  # a mail itself: its frame, source, cards and pictures
app.register_blueprint(orders.routes)  # /conversations/{id}: replies, comments, close, assign …
app.register_blueprint(files.routes)  # /uploads, /attachments
app.register_blueprint(quarantine.routes)  # /quarantine: what could not be taken in
app.register_blueprint(meta_webhooks.public)  # /webhooks/meta: what Meta tells
app.register_blueprint(event_webhooks.routes)  # /event-webhooks: who is told of what happens
app.register_blueprint(about.public)  # /health
app.register_blueprint(about.routes)  # /channels: how each of them does
app.register_blueprint(openapi.public)  # /openapi.json
ENTRIES = "arn:aws:dynamodb:eu-west-1:000000000000:table/conversations/stream/0"  # replaced at packaging
on_mail = app.on_sqs_message(queue="mail", batch_size=10, name="on_mail")(
    at_first_event("mail_queue", "on_mail")
)
on_delivery = app.on_sqs_message(queue="delivery", batch_size=10, name="on_delivery")(
    at_first_event("job_queue", "on_delivery")
)
on_followups = app.on_sqs_message(queue="followups", batch_size=10, name="on_followups")(
    at_first_event("job_queue", "on_followups")
)
on_webhooks = app.on_sqs_message(queue="webhooks", batch_size=10, name="on_webhooks")(
    at_first_event("webhook_queue", "on_webhooks")
)
on_events = app.on_sqs_message(queue="events", batch_size=1, name="on_events")(
    at_first_event("event_queue", "on_events")
)
on_ses_events = app.on_sqs_message(queue="ses-events", batch_size=10, name="on_ses_events")(
    at_first_event("ses_events", "on_ses_events")
)
on_entries = app.on_dynamodb_record(stream_arn=ENTRIES, batch_size=100, name="on_entries")(
    at_first_event("event_stream", "on_entries")
)
on_tick = app.schedule("rate(1 minute)", name="on_tick")(at_first_event("event_stream", "on_tick"))
on_day = app.schedule("rate(1 day)", name="on_day")(at_first_event("daily", "on_day"))
on_connect = app.on_ws_connect(name="on_connect")(at_first_event("sockets", "on_connect"))
on_frame = app.on_ws_message(name="on_frame")(at_first_event("sockets", "on_frame"))
on_disconnect = app.on_ws_disconnect(name="on_disconnect")(at_first_event("sockets", "on_disconnect"))

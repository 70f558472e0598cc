"""Forms, in the local database."""

from __future__ import annotations

from chalicelib.adapters.local.sqlite.workspace_rows import WorkspaceRows, item_at
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.domain.form import Form
from chalicelib.domain.ids import ChannelId


class SqliteForms(WorkspaceRows):
    """`FormStore` of the local home."""

    def form(self, channel_id: ChannelId) -> Form:
        with self._database.reading() as read:
            item = item_at(read, items.FORM, channel_id)
        return Form(channel_id) if item is None else items.thing_of(Form, item)

    def put_form(self, form: Form) -> None:
        self._put_next(form)

"""Forms, in DynamoDB."""

from __future__ import annotations

from chalicelib.adapters.aws.dynamodb.workspace_rows import WorkspaceRows
from chalicelib.adapters.stored import workspace_items as items
from chalicelib.domain.form import Form
from chalicelib.domain.ids import ChannelId


class DynamoForms(WorkspaceRows):
    """`FormStore` of the deployed home."""

    def form(self, channel_id: ChannelId) -> Form:
        item = self._rows.get(items.key(items.FORM, channel_id))
        return Form(channel_id) if item is None else items.thing_of(Form, item)

    def put_form(self, form: Form) -> None:
        self._put_next(form)

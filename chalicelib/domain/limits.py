"""The limits that both homes enforce, so that what works on a laptop works in DynamoDB and SQS.

Sizes are bytes unless the name says otherwise. Source: the service quotas of DynamoDB, SQS and SES.
"""

from __future__ import annotations

MEGABYTE = 1_000_000

ITEM = 400_000
TRANSACTION_ITEMS = 100
TRANSACTION = 4_000_000
PARTITION_KEY = 2_048
SORT_KEY = 1_024
JOB = 256_000
HEAD = 4_096

MAIL = 40_000_000
FILE = 25_000_000
INLINE_TEXT = 2_048
SUBJECT_IN_ENTRY = 2_000
MESSAGE_ID = 1_000
REFERENCES_EACH_END = 3
FILE_NAME = 255
AVATAR = 1_000_000

# what a head holds of a person's words adds up to less than HEAD, whatever they write
SUBJECT = 400
NAME = 150
ADDRESS = 320
PREVIEW_CHARACTERS = 104
PREVIEW = 360
PARTICIPANTS = 50
UNREACHABLE = 20
CONSENTS = 20
PARTICIPANTS_BYTES = 1_200
LINKED = 5
MERGED = 10  # each one more that is read when the thread is shown
MERGE_HOPS = 5
AGENT_MARK = 8  # characters: 25 rows must fit in 16 KB
POINTERS = 90
HINTS_EACH_END = 20
HINTS = 45

# what one address may send by machine within the window, before it is taken for a loop
LOOP_WINDOW_SECONDS = 3_600
AUTOMATIC_IN_CONVERSATION = 10
AUTOMATIC_BEGINNINGS = 60

JOB_RECEIVES = 5
LEASE_SECONDS = 60
PROVIDER_BACKOFF_HOURS = 24
COMMAND_DAYS = 7
QUARANTINE_DAYS = 90

CALL_LOG_DAYS = 14
SUBSCRIPTIONS = 20
REPLAYED = 1_000  # events told again by one order

TOKENS = 100
TOKEN_REQUESTS = 600  # within a minute
WRONG_TOKENS = 20  # from one address, within five minutes

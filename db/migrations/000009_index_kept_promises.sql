-- Monthly figures of kept promises read answers by date: an index instead of the whole table.
create index request_answered on requests.request (answer_done_at) where answer_done_at is not null;

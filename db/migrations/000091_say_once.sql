-- The same form sent ten times says its message once: each form carries a key, and a key says one thing.
alter table requests.message add column once uuid;
create unique index message_once on requests.message (request_id, once) where once is not null;

-- A mail that gathers what is said in a thread: where it is answered to, which list it belongs to and where that list is read (RFC 2369, RFC 2919).
alter table platform.mail
  add column reply_to text check (char_length(reply_to) <= 254),
  add column list_id text check (list_id ~ '^[a-z0-9-]+(\.[a-z0-9-]+)*$' and char_length(list_id) <= 100),
  add column list_page text check (list_page ~ '^https?://[!-;=?-~]+$' and char_length(list_page) <= 500),
  add constraint list_is_whole check ((list_id is null) = (list_page is null));

-- How far somebody has been told of a thread by mail.
alter table forums.reading add column mailed_id bigint not null default 0;

-- Files sent together have one date: they stand in the order they were sent.
alter table requests.document add column rank bigint generated always as identity;

-- A template that says something was done never puts itself in an answer.
alter table services.reply_template add column claims_done boolean not null default false;

-- The session whose look has run out says so on its next page: found at each exchange.
create index look_session on accounts.look (session_id) where session_id is not null;
comment on column accounts.look.session_id is 'The session that looks; null once it has ended, or its person knows that the half hour is over.';
